-- Saves a turn for the owner of the lease. A turn that has ended stays as it is.
-- KEYS: 1 lease, 2 turns, 3 pending
-- ARGV: 1 fence, 2 turn id, 3 turn as JSON, 4 status
-- Returns {'ok'} | {'fenced'} | {'missing'}
local unfinished = { queued = true, running = true }
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'fenced' } end
local status = redis.call('HGET', KEYS[2], ARGV[2] .. ':status')
if not status then return { 'missing' } end
if not unfinished[status] then return { 'ok' } end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3], ARGV[2] .. ':status', ARGV[4])
if not unfinished[ARGV[4]] then redis.call('LREM', KEYS[3], 1, ARGV[2]) end
return { 'ok' }
