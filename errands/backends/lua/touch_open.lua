-- Notes when a session was last spoken to, unless it is closed: then it isn't listed.
-- KEYS: 1 index of open sessions (zset: session -> unix seconds of its last message)
-- ARGV: 1 session id, 2 unix seconds
-- Returns {'ok'}
redis.call('ZADD', KEYS[1], 'XX', 'GT', ARGV[2], ARGV[1])
return { 'ok' }
