-- Reads a session with what its shown status depends on, at one instant.
-- KEYS: 1 session, 2 turns, 3 pending
-- Returns {'ok', JSON, number of turns, 1 if closed, 1 if a turn is queued} | {'missing'}
local fields = redis.call('HMGET', KEYS[1], 'json', 'turns')
if not fields[1] then return { 'missing' } end
local queued = 0
local pending = redis.call('LRANGE', KEYS[3], 0, -1)
for i = #pending, 1, -1 do -- the newest is queued wherever any is, but for one handed back
  if redis.call('HGET', KEYS[2], pending[i] .. ':status') == 'queued' then
    queued = 1
    break
  end
end
return { 'ok', fields[1], fields[2] or '0', redis.call('HEXISTS', KEYS[1], 'closed'), queued }
