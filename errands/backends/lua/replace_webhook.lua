-- Replaces a webhook, unless it has changed or is gone.
-- KEYS: 1 webhooks
-- ARGV: 1 id, 2 the version it is thought to have, 3 JSON
-- Returns {'ok', 1 if it was replaced}
local kept = redis.call('HGET', KEYS[1], ARGV[1])
if not kept or (cjson.decode(kept).version or 0) ~= tonumber(ARGV[2]) then return { 'ok', 0 } end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return { 'ok', 1 }
