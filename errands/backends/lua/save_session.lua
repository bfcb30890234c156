-- Saves a session for the owner of the lease, and tells of it, unless that changes nothing.
-- KEYS: 1 lease, 2 session, 3 events
-- ARGV: 1 fence, 2 session as JSON, 3 about how many events are kept, then events as JSON
-- Returns {'ok'} | {'fenced'} | {'missing'} | {'closed'}
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'fenced' } end
local saved = redis.call('HGET', KEYS[2], 'json')
if not saved then return { 'missing' } end
if redis.call('HEXISTS', KEYS[2], 'closed') == 1 then return { 'closed' } end
if saved == ARGV[2] then return { 'ok' } end
redis.call('HSET', KEYS[2], 'json', ARGV[2])
for i = 4, #ARGV do redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[3], '*', 'event', ARGV[i]) end
return { 'ok' }
