-- Notes that a session is about to have an unfinished turn.
-- KEYS: 1 index of sessions with unfinished turns (zset: session -> ms of the last touch)
-- ARGV: 1 session id
-- Returns {'ok', now in unix ms}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
return { 'ok', now }
