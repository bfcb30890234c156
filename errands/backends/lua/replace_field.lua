-- Replaces a field of a hash, unless it has changed or is gone.
-- KEYS: 1 the hash
-- ARGV: 1 field, 2 what it is thought to hold, 3 what it is to hold
-- Returns {'ok', 1 if it was replaced}
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return { 'ok', 0 } end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return { 'ok', 1 }
