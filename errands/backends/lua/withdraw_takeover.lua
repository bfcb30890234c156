-- A viewer no longer wants the page; what was granted stays.
-- KEYS: 1 takeover
-- ARGV: 1 viewer
-- Returns {'ok', 1} | {'ok', 0} where another wants it, or it was granted
local fields = redis.call('HMGET', KEYS[1], 'viewer', 'fence')
if fields[1] ~= ARGV[1] or fields[2] then return { 'ok', 0 } end
redis.call('DEL', KEYS[1])
return { 'ok', 1 }
