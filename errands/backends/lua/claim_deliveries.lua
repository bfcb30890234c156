-- Hands out deliveries of a webhook that are due, in order, no two of a line at once.
-- A delivery's line is what follows the second number of its id.
-- KEYS: 1 due, 2 log, 3 lines that are out (zset: line -> unix time until which)
-- ARGV: 1 now, 2 until when they are the caller's, 3 how many may be out, 4 how many are looked at
-- Returns {'ok', JSON...}
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', ARGV[1])
local free = tonumber(ARGV[3]) - redis.call('ZCARD', KEYS[3])
local found = { 'ok' }
if free <= 0 then return found end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[4])) do
  local line = string.match(id, '^msg_%d+_%d+_(.+)$')
  if not redis.call('ZSCORE', KEYS[3], line) then
    redis.call('ZADD', KEYS[3], ARGV[2], line)
    redis.call('ZADD', KEYS[1], ARGV[2], id)
    table.insert(found, redis.call('HGET', KEYS[2], id))
    if #found > free then break end
  end
end
return found
