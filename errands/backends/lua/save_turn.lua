-- Saves a turn for the owner of the lease, and tells of it, unless that changes nothing.
-- A turn that has ended stays as it is.
-- KEYS: 1 lease, 2 turns, 3 pending, 4 events
-- ARGV: 1 fence, 2 turn id, 3 turn as JSON, 4 status, 5 about how many events are kept,
--       then events as JSON
-- Returns {'ok'} | {'fenced'} | {'missing'}
local unfinished = { queued = true, running = true }
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'fenced' } end
local status = redis.call('HGET', KEYS[2], ARGV[2] .. ':status')
if not status then return { 'missing' } end
if not unfinished[status] then return { 'ok' } end
if status == ARGV[4] and redis.call('HGET', KEYS[2], ARGV[2]) == ARGV[3] then return { 'ok' } end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3], ARGV[2] .. ':status', ARGV[4])
if not unfinished[ARGV[4]] then redis.call('LREM', KEYS[3], 1, ARGV[2]) end
for i = 6, #ARGV do redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[5], '*', 'event', ARGV[i]) end
return { 'ok' }
