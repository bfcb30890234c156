-- Creates a session with its secrets, unless there is one of its id.
-- KEYS: 1 session, 2 secrets
-- ARGV: 1 session as JSON, then a slot and its value for each secret
-- Returns {'ok', 1 if it was created}
if redis.call('HSETNX', KEYS[1], 'json', ARGV[1]) == 0 then return { 'ok', 0 } end
for i = 2, #ARGV, 2 do
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
end
return { 'ok', 1 }
