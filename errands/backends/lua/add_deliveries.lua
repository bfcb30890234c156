-- Adds deliveries of a webhook whose ids aren't known; where there are too many, the oldest go.
-- KEYS: 1 due, 2 log, 3 order
-- ARGV: 1 how many are kept, 2 for how many seconds after the latest, then for each delivery: id, JSON, unix time it is due at
-- Returns {'ok', how many went that were still to be sent}
for i = 3, #ARGV, 3 do
  if redis.call('HSETNX', KEYS[2], ARGV[i], ARGV[i + 1]) == 1 then
    redis.call('ZADD', KEYS[1], ARGV[i + 2], ARGV[i])
    redis.call('ZADD', KEYS[3], 0, ARGV[i])
  end
end
for i = 1, 3 do redis.call('EXPIRE', KEYS[i], ARGV[2]) end
local lost = 0
local beyond = redis.call('ZCARD', KEYS[3]) - tonumber(ARGV[1])
if beyond > 0 then
  for _, id in ipairs(redis.call('ZRANGE', KEYS[3], 0, beyond - 1)) do
    redis.call('ZREM', KEYS[3], id)
    redis.call('HDEL', KEYS[2], id)
    lost = lost + redis.call('ZREM', KEYS[1], id)
  end
end
return { 'ok', lost }
