-- Gives a lease back, unless turns are waiting; its owner may keep the browser.
-- KEYS: 1 lease, 2 pending, 3 keeper
-- ARGV: 1 fence, 2 owner, 3 ms for which it keeps the browser, 0 where it doesn't, '' where it
--       has played nothing: then whoever kept it keeps it
-- Returns {'ok', 1} where the lease is gone, now or before | {'ok', 0} while turns are pending
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'ok', 1 } end
if redis.call('LLEN', KEYS[2]) > 0 then return { 'ok', 0 } end
redis.call('DEL', KEYS[1])
if ARGV[3] == '' then return { 'ok', 1 } end
if tonumber(ARGV[3]) > 0 then
  redis.call('SET', KEYS[3], ARGV[2], 'PX', ARGV[3])
else
  redis.call('DEL', KEYS[3])
end
return { 'ok', 1 }
