-- Closes a session: ends its queued turns, flags running ones, removes secrets, state, screenshot.
-- Each turn's end is told once, and what else it is told with.
-- KEYS: 1 session, 2 turns, 3 pending, 4 secrets, 5 state, 6 events, 7 tickets
-- ARGV: 1 whether it stays as it is while a turn waits or runs (1), 2 unix time its queued turns
--       end at, 3 how many are known, then of each its id and its end as JSON, then about how
--       many events are kept, then events as JSON
-- Returns {'ok', 1, 1 if it was open, ids of the turns that it ended}
--         | {'ok', 0, 0} where more are queued than are known: then nothing is changed
--         | {'missing'} | {'busy'}
if redis.call('HEXISTS', KEYS[1], 'json') == 0 then return { 'missing' } end
local pending = redis.call('LRANGE', KEYS[3], 0, -1)
if ARGV[1] == '1' and #pending > 0 then return { 'busy' } end
local rest = 3 + 2 * ARGV[3]
local ends = {}
for i = 4, rest, 2 do ends[ARGV[i]] = ARGV[i + 1] end
local queued = {}
for _, id in ipairs(pending) do
  if redis.call('HGET', KEYS[2], id .. ':status') == 'queued' then
    if not ends[id] then return { 'ok', 0, 0 } end
    table.insert(queued, id)
  end
end

local function tell(event)
  redis.call('XADD', KEYS[6], 'MAXLEN', '~', ARGV[rest + 1], '*', 'event', event)
end

local closing = { 'ok', 1, redis.call('HSET', KEYS[1], 'closed', 1) }
for _, id in ipairs(pending) do redis.call('HSET', KEYS[2], id .. ':cancel', 1) end
for _, id in ipairs(queued) do
  redis.call('HSET', KEYS[2], id .. ':status', 'cancelled', id .. ':cancelled_at', ARGV[2])
  redis.call('LREM', KEYS[3], 1, id)
  tell(ends[id])
  table.insert(closing, id)
end
redis.call('DEL', KEYS[4], KEYS[5], KEYS[7])
if closing[3] == 1 then
  for i = rest + 2, #ARGV do tell(ARGV[i]) end
end
return closing
