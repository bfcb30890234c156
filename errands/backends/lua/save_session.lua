-- Saves a session for the owner of the lease.
-- KEYS: 1 lease, 2 session
-- ARGV: 1 fence, 2 session as JSON
-- Returns {'ok'} | {'fenced'} | {'missing'} | {'closed'}
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'fenced' } end
if redis.call('HEXISTS', KEYS[2], 'json') == 0 then return { 'missing' } end
if redis.call('HEXISTS', KEYS[2], 'closed') == 1 then return { 'closed' } end
redis.call('HSET', KEYS[2], 'json', ARGV[2])
return { 'ok' }
