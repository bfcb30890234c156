-- Notes that a call has begun, once for its idempotency key.
-- KEYS: 1 the key's record
-- ARGV: 1 digest of what was sent, 2 seconds after which a call that hasn't ended is given up
-- Returns {'ok', 1 if it is the first, 0 if that one has ended} | {'conflict'} | {'in_flight'}
local known = redis.call('HMGET', KEYS[1], 'sent', 'ended')
if known[1] then
  if known[1] ~= ARGV[1] then return { 'conflict' } end
  if known[2] then return { 'ok', 0 } end
  return { 'in_flight' }
end
redis.call('HSET', KEYS[1], 'sent', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return { 'ok', 1 }
