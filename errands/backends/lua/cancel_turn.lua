-- Ends a queued turn, flags a running one, leaves an ended one.
-- KEYS: 1 turns, 2 pending
-- ARGV: 1 turn id
-- Returns {'ok', JSON, number, status, cancelled_at} | {'missing'}
local id = ARGV[1]
local status = redis.call('HGET', KEYS[1], id .. ':status')
if not status then return { 'missing' } end
if status == 'queued' then
  local time = redis.call('TIME')
  local now = time[1] .. '.' .. string.format('%06d', time[2])
  redis.call('HSET', KEYS[1], id .. ':status', 'cancelled', id .. ':cancelled_at', now, id .. ':cancel', 1)
  redis.call('LREM', KEYS[2], 1, id)
elseif status == 'running' then
  redis.call('HSET', KEYS[1], id .. ':cancel', 1)
end
local fields = redis.call('HMGET', KEYS[1], id, id .. ':number', id .. ':status', id .. ':cancelled_at')
return { 'ok', fields[1], fields[2], fields[3], fields[4] }
