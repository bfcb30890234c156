-- Removes deliveries of a webhook.
-- KEYS: 1 due, 2 log, 3 order, 4 lines that are out
-- ARGV: 1 their line, then ids
-- Returns {'ok'}
redis.call('ZREM', KEYS[4], ARGV[1])
for i = 2, #ARGV do
  redis.call('ZREM', KEYS[1], ARGV[i])
  redis.call('HDEL', KEYS[2], ARGV[i])
  redis.call('ZREM', KEYS[3], ARGV[i])
end
return { 'ok' }
