-- Closes a session: ends its queued turns, flags running ones, removes secrets, state, screenshot.
-- What it is told with is told once.
-- KEYS: 1 session, 2 turns, 3 pending, 4 secrets, 5 state, 6 events, 7 tickets
-- ARGV: 1 whether it stays as it is while a turn waits or runs (1), 2 about how many events are
-- kept, then events as JSON
-- Returns {'ok'} | {'missing'} | {'busy'}
if redis.call('HEXISTS', KEYS[1], 'json') == 0 then return { 'missing' } end
if ARGV[1] == '1' and redis.call('LLEN', KEYS[3]) > 0 then return { 'busy' } end
local is_new = redis.call('HSET', KEYS[1], 'closed', 1) == 1
local time = redis.call('TIME')
local now = time[1] .. '.' .. string.format('%06d', time[2])
for _, id in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
  redis.call('HSET', KEYS[2], id .. ':cancel', 1)
  if redis.call('HGET', KEYS[2], id .. ':status') == 'queued' then
    redis.call('HSET', KEYS[2], id .. ':status', 'cancelled', id .. ':cancelled_at', now)
    redis.call('LREM', KEYS[3], 1, id)
  end
end
redis.call('DEL', KEYS[4], KEYS[5], KEYS[7])
if is_new then
  for i = 3, #ARGV do redis.call('XADD', KEYS[6], 'MAXLEN', '~', ARGV[2], '*', 'event', ARGV[i]) end
end
return { 'ok' }
