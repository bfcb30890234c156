-- Takes a session without unfinished turns out of the index, unless it has been touched lately:
-- whoever touched it may be about to add a turn.
-- KEYS: 1 index of sessions with unfinished turns (zset: session -> ms of the last touch)
-- ARGV: 1 session id, 2 ms after a touch during which the entry must stay
-- Returns {'ok'}
local touched = redis.call('ZSCORE', KEYS[1], ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if touched and now - tonumber(touched) > tonumber(ARGV[2]) then
  redis.call('ZREM', KEYS[1], ARGV[1])
end
return { 'ok' }
