-- Replaces what is kept of an API key, unless it was revoked.
-- KEYS: 1 keys
-- ARGV: 1 digest, 2 key as JSON
-- Returns {'ok'}
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
return { 'ok' }
