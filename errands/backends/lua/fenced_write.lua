-- Sets a field of a hash for the owner of the lease, and tells of it, unless that changes nothing.
-- KEYS: 1 lease, 2 session, 3 the hash, 4 events
-- ARGV: 1 fence, 2 '1' where a closed session must not be written to, 3 field, 4 value,
--       5 about how many events are kept, then events as JSON
-- Returns {'ok'} | {'fenced'} | {'closed'}
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'fenced' } end
if ARGV[2] == '1' and redis.call('HEXISTS', KEYS[2], 'closed') == 1 then return { 'closed' } end
if redis.call('HGET', KEYS[3], ARGV[3]) == ARGV[4] then return { 'ok' } end
redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
for i = 6, #ARGV do redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[5], '*', 'event', ARGV[i]) end
return { 'ok' }
