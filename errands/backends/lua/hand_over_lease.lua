-- Gives a lease back, whatever waits: another worker goes on.
-- KEYS: 1 lease
-- ARGV: 1 fence
-- Returns {'ok'}
if redis.call('HGET', KEYS[1], 'fence') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return { 'ok' }
