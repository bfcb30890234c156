-- Sets a field of a hash for the owner of the lease.
-- KEYS: 1 lease, 2 session, 3 the hash
-- ARGV: 1 fence, 2 '1' where a closed session must not be written to, 3 field, 4 value
-- Returns {'ok'} | {'fenced'} | {'closed'}
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'fenced' } end
if ARGV[2] == '1' and redis.call('HEXISTS', KEYS[2], 'closed') == 1 then return { 'closed' } end
redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
return { 'ok' }
