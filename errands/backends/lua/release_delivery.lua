-- Ends the claim of a delivery that nothing became of; of another one it doesn't.
-- KEYS: 1 log, 2 lines that are out
-- ARGV: 1 id, 2 the version it had, 3 its line
-- Returns {'ok'}
local kept = redis.call('HGET', KEYS[1], ARGV[1])
if kept and (cjson.decode(kept).version or 0) == tonumber(ARGV[2]) then
  redis.call('ZREM', KEYS[2], ARGV[3])
end
return { 'ok' }
