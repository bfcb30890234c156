-- Removes a closed session, unless somebody still works on it.
-- KEYS: 1 session, 2 pending, 3 lease, then all other keys of the session
-- Returns {'ok', 1 if nothing of it is left}
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HEXISTS', KEYS[1], 'closed') == 0 then return { 'ok', 0 } end
if redis.call('LLEN', KEYS[2]) > 0 or redis.call('EXISTS', KEYS[3]) == 1 then return { 'ok', 0 } end
redis.call('UNLINK', unpack(KEYS))
return { 'ok', 1 }
