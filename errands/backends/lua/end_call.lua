-- Notes that a call has ended well, however long it took.
-- KEYS: 1 its idempotency key's record
-- ARGV: 1 digest of what was sent, 2 seconds that the record is kept
-- Returns {'ok'}
redis.call('HSET', KEYS[1], 'sent', ARGV[1], 'ended', 1)
redis.call('EXPIRE', KEYS[1], ARGV[2])
return { 'ok' }
