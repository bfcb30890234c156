-- Creates a session with its secrets and tells of it, unless there is one of its id.
-- KEYS: 1 session, 2 secrets, 3 events
-- ARGV: 1 session as JSON, 2 how many secrets, then of each its slot and its value, then about how
--       many events are kept, then events as JSON
-- Returns {'ok', 1 if it was created}
if redis.call('HSETNX', KEYS[1], 'json', ARGV[1]) == 0 then return { 'ok', 0 } end
local rest = 2 + 2 * ARGV[2]
for i = 3, rest, 2 do
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
end
for i = rest + 2, #ARGV do
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[rest + 1], '*', 'event', ARGV[i])
end
return { 'ok', 1 }
