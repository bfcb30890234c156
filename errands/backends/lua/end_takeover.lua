-- The page is the person's no more: for the owner of the lease, told once.
-- KEYS: 1 lease, 2 takeover, 3 events
-- ARGV: 1 fence, 2 about how many events are kept, then events as JSON
-- Returns {'ok'} | {'fenced'}
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'fenced' } end
if redis.call('DEL', KEYS[2]) == 0 then return { 'ok' } end
for i = 3, #ARGV do redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[2], '*', 'event', ARGV[i]) end
return { 'ok' }
