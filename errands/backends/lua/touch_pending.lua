-- Notes that a session is about to have an unfinished turn.
-- KEYS: 1 index of sessions with unfinished turns (zset: session -> ms of the last touch)
-- ARGV: 1 session id, 2 how many sessions there may be in the index
-- Returns {'ok', now in unix ms} | {'overloaded'}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) and not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  return { 'overloaded' }
end
redis.call('ZADD', KEYS[1], now, ARGV[1])
return { 'ok', now }
