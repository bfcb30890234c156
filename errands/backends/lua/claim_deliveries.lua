-- Hands out deliveries of a webhook that are due, in order, no two of a line at once.
-- A delivery's line is what follows the second number of its id. One that is handed out stays due:
-- its line hides it, until that has run out. Redis's own clock decides.
-- KEYS: 1 due, 2 log, 3 lines that are out (zset: line -> unix time until which)
-- ARGV: 1 for how many ms they are the caller's, 2 how many may be out
-- Returns {'ok', JSON...}
local time = redis.call('TIME')
local now = time[1] + time[2] / 1e6
local now_text = string.format('%.6f', now)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now_text)
local out = {}
local free = tonumber(ARGV[2])
for _, line in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
  out[line] = true
  free = free - 1
end
local found = { 'ok' }
if free <= 0 then return found end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now_text)) do
  local line = string.match(id, '^msg_%d+_%d+_(.+)$')
  if not out[line] then
    local delivery = redis.call('HGET', KEYS[2], id)
    if delivery then
      out[line] = true
      redis.call('ZADD', KEYS[3], string.format('%.6f', now + ARGV[1] / 1000), line)
      table.insert(found, delivery)
      if #found > free then break end
    else
      redis.call('ZREM', KEYS[1], id) -- what is on record had run out before
    end
  end
end
if #found > 1 then redis.call('PEXPIRE', KEYS[3], ARGV[1]) end
return found
