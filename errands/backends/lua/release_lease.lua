-- Gives a lease back, unless turns are waiting.
-- KEYS: 1 lease, 2 pending
-- ARGV: 1 fence
-- Returns {'ok', 1} where the lease is gone, now or before | {'ok', 0} while turns are pending
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'ok', 1 } end
if redis.call('LLEN', KEYS[2]) > 0 then return { 'ok', 0 } end
redis.call('DEL', KEYS[1])
return { 'ok', 1 }
