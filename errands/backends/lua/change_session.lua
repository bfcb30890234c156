-- Changes a session and its secrets while no turn waits or runs and no person has its page.
-- KEYS: 1 session, 2 pending, 3 takeover, 4 secrets
-- ARGV: 1 the session as it was read, 2 as it is to be, both JSON, then a slot and its value for
--       each secret, '' for one that is removed
-- A value that is replaced or removed is kept as a field `was:...`, to be hidden.
-- Returns {'ok', 1 if it was still as it was read} | {'missing'} | {'closed'} | {'busy'}
local saved = redis.call('HGET', KEYS[1], 'json')
if not saved then return { 'missing' } end
if redis.call('HEXISTS', KEYS[1], 'closed') == 1 then return { 'closed' } end
-- who plays a turn, or gives the page to a person, has read it and would save it as it was
if redis.call('LLEN', KEYS[2]) > 0 or redis.call('EXISTS', KEYS[3]) == 1 then return { 'busy' } end
if saved ~= ARGV[1] then return { 'ok', 0 } end
redis.call('HSET', KEYS[1], 'json', ARGV[2])
for i = 3, #ARGV, 2 do
  local old = redis.call('HGET', KEYS[4], ARGV[i])
  if old and old ~= ARGV[i + 1] then -- a page may still show it
    redis.call('HSET', KEYS[4], 'was:' .. redis.sha1hex(old), old)
  end
  if ARGV[i + 1] == '' then
    redis.call('HDEL', KEYS[4], ARGV[i])
  else
    redis.call('HSET', KEYS[4], ARGV[i], ARGV[i + 1])
  end
end
return { 'ok', 1 }
