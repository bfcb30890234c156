-- Gives a session's lease to an owner; every lease has a greater fence than all before it.
-- KEYS: 1 lease, 2 the last fence
-- ARGV: 1 owner, 2 ms that the lease lives
-- Returns {'ok', fence} | {'ok'} while another owner's lease lives
local owner = redis.call('HGET', KEYS[1], 'owner')
if owner and owner ~= ARGV[1] then return { 'ok' } end
local fence = redis.call('INCR', KEYS[2])
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'fence', fence)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 'ok', fence }
