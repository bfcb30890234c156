-- Lets a lease live on.
-- KEYS: 1 lease
-- ARGV: 1 fence, 2 ms that the lease lives from now
-- Returns {'ok', 1} | {'ok', 0} where the lease has been lost
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'ok', 0 } end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 'ok', 1 }
