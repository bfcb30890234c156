-- Gives a lease back, whatever waits: another worker goes on, and nobody keeps the browser.
-- KEYS: 1 lease, 2 keeper
-- ARGV: 1 fence
-- Returns {'ok'}
if redis.call('HGET', KEYS[1], 'fence') == ARGV[1] then redis.call('DEL', KEYS[1], KEYS[2]) end
return { 'ok' }
