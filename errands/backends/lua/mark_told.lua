-- Keeps how far a webhook has been told of a session.
-- KEYS: 1 session, 2 told (hash: webhook -> id of an event)
-- ARGV: 1 webhook id, 2 the event's id
-- Returns {'ok', 1 | 0 where there is no such session}
if redis.call('EXISTS', KEYS[1]) == 0 then return { 'ok', 0 } end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return { 'ok', 1 }
