-- Changes a session and its secrets while no turn waits or runs and no person has its page, and
-- tells of it, unless that changes nothing.
-- KEYS: 1 session, 2 pending, 3 takeover, 4 secrets, 5 events
-- ARGV: 1 the session as it was read, 2 as it is to be, both JSON, 3 how many secrets, then of each
--       its slot and its value, '' for one that is removed, then about how many events are kept,
--       then events as JSON
-- A value that is replaced or removed is kept as a field `was:...`, to be hidden.
-- Returns {'ok', 1 if it was still as it was read} | {'missing'} | {'closed'} | {'busy'}
local saved = redis.call('HGET', KEYS[1], 'json')
if not saved then return { 'missing' } end
if redis.call('HEXISTS', KEYS[1], 'closed') == 1 then return { 'closed' } end
-- who plays a turn, or gives the page to a person, has read it and would save it as it was
if redis.call('LLEN', KEYS[2]) > 0 or redis.call('EXISTS', KEYS[3]) == 1 then return { 'busy' } end
if saved ~= ARGV[1] then return { 'ok', 0 } end
redis.call('HSET', KEYS[1], 'json', ARGV[2])
local is_new = saved ~= ARGV[2]
local rest = 3 + 2 * ARGV[3]
for i = 4, rest, 2 do
  local old = redis.call('HGET', KEYS[4], ARGV[i])
  is_new = is_new or (old or '') ~= ARGV[i + 1]
  if old and old ~= ARGV[i + 1] then -- a page may still show it
    redis.call('HSET', KEYS[4], 'was:' .. redis.sha1hex(old), old)
  end
  if ARGV[i + 1] == '' then
    redis.call('HDEL', KEYS[4], ARGV[i])
  else
    redis.call('HSET', KEYS[4], ARGV[i], ARGV[i + 1])
  end
end
if is_new then
  for i = rest + 2, #ARGV do
    redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[rest + 1], '*', 'event', ARGV[i])
  end
end
return { 'ok', 1 }
