-- A viewer wants a session's page, in place of any other one.
-- KEYS: 1 session, 2 pending, 3 takeover
-- ARGV: 1 viewer
-- Returns {'ok'} | {'missing'} | {'closed'} | {'busy'} where a turn waits or runs
if redis.call('HEXISTS', KEYS[1], 'json') == 0 then return { 'missing' } end
if redis.call('HEXISTS', KEYS[1], 'closed') == 1 then return { 'closed' } end
if redis.call('EXISTS', KEYS[3]) == 0 and redis.call('LLEN', KEYS[2]) > 0 then return { 'busy' } end
redis.call('HSET', KEYS[3], 'viewer', ARGV[1])
return { 'ok' }
