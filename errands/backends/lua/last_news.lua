-- Reads whether something goes on in a session, and its last event, at one instant.
-- KEYS: 1 pending, 2 lease, 3 events
-- Returns {'ok'} while something goes on | {'ok', id of the last event, '' without one}
if redis.call('LLEN', KEYS[1]) > 0 or redis.call('EXISTS', KEYS[2]) == 1 then return { 'ok' } end
local last = redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', 1)
return { 'ok', last[1] and last[1][1] or '' }
