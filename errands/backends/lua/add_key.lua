-- Keeps an API key, unless its id is taken.
-- KEYS: 1 keys, 2 digests, 3 ids of the keys of its tenant, or of labelers
-- ARGV: 1 key id, 2 digest, 3 key as JSON
-- Returns {'ok', 1 if it was kept}
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then return { 'ok', 0 } end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
redis.call('SADD', KEYS[3], ARGV[1])
return { 'ok', 1 }
