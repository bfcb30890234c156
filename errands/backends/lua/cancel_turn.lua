-- Ends a queued turn and tells of it, flags a running one, leaves an ended one.
-- KEYS: 1 turns, 2 pending, 3 events
-- ARGV: 1 turn id, 2 unix time it ends at if it is queued, 3 about how many events are kept,
--       4 its end as JSON
-- Returns {'ok', 1 if it was queued, JSON, number, status, cancelled_at} | {'missing'}
local id = ARGV[1]
local status = redis.call('HGET', KEYS[1], id .. ':status')
if not status then return { 'missing' } end
local was_queued = status == 'queued' and 1 or 0
if status == 'queued' then
  redis.call('HSET', KEYS[1], id .. ':status', 'cancelled', id .. ':cancelled_at', ARGV[2], id .. ':cancel', 1)
  redis.call('LREM', KEYS[2], 1, id)
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[3], '*', 'event', ARGV[4])
elseif status == 'running' then
  redis.call('HSET', KEYS[1], id .. ':cancel', 1)
end
local fields = redis.call('HMGET', KEYS[1], id, id .. ':number', id .. ':status', id .. ':cancelled_at')
return { 'ok', was_queued, fields[1], fields[2], fields[3], fields[4] }
