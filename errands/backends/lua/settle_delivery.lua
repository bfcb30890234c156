-- Replaces a delivery, unless it has changed or is gone, and says when it is due again.
-- KEYS: 1 due, 2 log, 3 order, 4 lines that are out
-- ARGV: 1 id, 2 the version it is thought to have, 3 JSON, 4 unix time it is due at ('' for never),
--       5 its line where that is out no more, else '', 6 for how many seconds all is kept
-- Returns {'ok', 1 if it was replaced}
redis.call('ZREM', KEYS[4], ARGV[5])
local kept = redis.call('HGET', KEYS[2], ARGV[1])
if not kept or (cjson.decode(kept).version or 0) ~= tonumber(ARGV[2]) then return { 'ok', 0 } end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
if ARGV[4] == '' then
  redis.call('ZREM', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[1], ARGV[4], ARGV[1])
end
for i = 1, 3 do redis.call('EXPIRE', KEYS[i], ARGV[6]) end
return { 'ok', 1 }
