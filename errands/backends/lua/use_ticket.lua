-- Gives a ticket away once, if it hasn't run out.
-- KEYS: 1 tickets
-- ARGV: 1 digest
-- Returns {'ok', what it opens} | {'ok'}
local kept = redis.call('HGET', KEYS[1], ARGV[1])
if not kept then return { 'ok' } end
redis.call('HDEL', KEYS[1], ARGV[1])
local until_ms, opens = string.match(kept, '^(%d+) (.*)$')
local time = redis.call('TIME')
if tonumber(until_ms) <= time[1] * 1000 + math.floor(time[2] / 1000) then return { 'ok' } end
return { 'ok', opens }
