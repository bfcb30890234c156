-- Notes that something is about to happen in a session.
-- KEYS: 1 index of sessions with news (zset: session -> ms of the last touch)
-- ARGV: 1 session id
-- Returns {'ok'}
local time = redis.call('TIME')
redis.call('ZADD', KEYS[1], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
return { 'ok' }
