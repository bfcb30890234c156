-- Sends no delivery of a webhook any more; what is on record stays.
-- KEYS: 1 due, 2 lines that are out
-- Returns {'ok', how many were still to be sent}
local count = redis.call('ZCARD', KEYS[1])
redis.call('DEL', KEYS[1], KEYS[2])
return { 'ok', count }
