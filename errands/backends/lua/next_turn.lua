-- Reads the oldest turn that hasn't ended.
-- KEYS: 1 turns, 2 pending
-- Returns {'ok', JSON, number, status, cancelled_at} | {'ok'}
local id = redis.call('LINDEX', KEYS[2], 0)
if not id then return { 'ok' } end
local fields = redis.call('HMGET', KEYS[1], id, id .. ':number', id .. ':status', id .. ':cancelled_at')
return { 'ok', fields[1], fields[2], fields[3], fields[4] }
