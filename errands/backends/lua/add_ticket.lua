-- Keeps a ticket; all of a session's are gone when the last one has run out.
-- KEYS: 1 tickets
-- ARGV: 1 digest, 2 what it opens, 3 ms that it lives, 4 how many a session may have
-- Returns {'ok'}
local time = redis.call('TIME')
local until_ms = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3]
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then redis.call('DEL', KEYS[1]) end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%d', until_ms) .. ' ' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return { 'ok' }
