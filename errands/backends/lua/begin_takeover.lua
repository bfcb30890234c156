-- Grants the page to who wants it, for the owner of the lease, and tells of it once.
-- KEYS: 1 lease, 2 takeover, 3 events
-- ARGV: 1 fence, 2 about how many events are kept, then events as JSON
-- Returns {'ok', viewer} | {'ok'} where nobody wants it | {'fenced'}
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'fenced' } end
local viewer = redis.call('HGET', KEYS[2], 'viewer')
if not viewer then return { 'ok' } end
if redis.call('HGET', KEYS[2], 'fence') == ARGV[1] then return { 'ok', viewer } end
redis.call('HSET', KEYS[2], 'fence', ARGV[1])
for i = 3, #ARGV do redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[2], '*', 'event', ARGV[i]) end
return { 'ok', viewer }
