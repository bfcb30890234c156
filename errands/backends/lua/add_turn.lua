-- Appends a turn to a session and tells of it, once for an idempotency key and once for a turn id.
-- KEYS: 1 session, 2 turns, 3 pending, 4 the idempotency key's record, 5 events
-- ARGV: 1 turn id, 2 turn as JSON, 3 digest of the message, 4 seconds that the record is kept
--       ('' for a turn without a key), 5 unix ms after which it is too late to add,
--       6 about how many events are kept, 7 the event as JSON, its turn's number 0,
--       8 how many turns that haven't ended the session may have,
--       9 whether it interrupts (1, else 0); a record that an earlier release made says nothing
-- Returns {'ok', JSON, number, status, cancelled_at}
--         | {'missing'} | {'conflict'} | {'closed'} | {'busy'} | {'late'}
local function turn(id)
  local fields = redis.call('HMGET', KEYS[2], id, id .. ':number', id .. ':status', id .. ':cancelled_at')
  return { 'ok', fields[1], fields[2], fields[3], fields[4] }
end

if redis.call('HEXISTS', KEYS[1], 'json') == 0 then return { 'missing' } end
if ARGV[4] ~= '' then
  local known = redis.call('HMGET', KEYS[4], 'digest', 'turn', 'interrupts')
  if known[1] then
    if known[1] ~= ARGV[3] or (known[3] and known[3] ~= ARGV[9]) then return { 'conflict' } end
    return turn(known[2])
  end
end
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then return turn(ARGV[1]) end
if redis.call('HEXISTS', KEYS[1], 'closed') == 1 then return { 'closed' } end
if redis.call('LLEN', KEYS[3]) >= tonumber(ARGV[8]) then return { 'busy' } end
local time = redis.call('TIME')
if time[1] * 1000 + math.floor(time[2] / 1000) > tonumber(ARGV[5]) then return { 'late' } end

local number = redis.call('HINCRBY', KEYS[1], 'turns', 1)
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2], ARGV[1] .. ':number', number, ARGV[1] .. ':status', 'queued')
redis.call('HSET', KEYS[2], ':' .. number, ARGV[1])
redis.call('RPUSH', KEYS[3], ARGV[1])
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[2], ARGV[1] .. ':idempotency', KEYS[4])
  redis.call('HSET', KEYS[4], 'digest', ARGV[3], 'turn', ARGV[1], 'interrupts', ARGV[9])
  redis.call('EXPIRE', KEYS[4], ARGV[4])
end
-- No string holds a bare quote in JSON, so the first key of this name is the turn's own.
local event = string.gsub(ARGV[7], '"number":0', '"number":' .. number, 1)
redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[6], '*', 'event', event)
return turn(ARGV[1])
