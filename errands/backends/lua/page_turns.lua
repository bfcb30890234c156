-- Reads some turns of a session in their order.
-- KEYS: 1 session, 2 turns
-- ARGV: 1 the number after which they begin, 2 how many at most
-- Where an earlier release added a turn, its place is written down first.
-- Returns {'ok', then JSON, number, status, cancelled_at of each}
local function placed(number)
  return redis.call('HGET', KEYS[2], ':' .. number)
end

local count = tonumber(redis.call('HGET', KEYS[1], 'turns') or '0')
local last = math.min(count, ARGV[1] + ARGV[2])
local answer = { 'ok' }
for number = ARGV[1] + 1, last do
  if not placed(number) then
    local all = redis.call('HGETALL', KEYS[2])
    for i = 1, #all, 2 do
      local id = string.match(all[i], '^(.+):number$')
      if id then redis.call('HSET', KEYS[2], ':' .. all[i + 1], id) end
    end
  end
  local id = placed(number)
  local fields = redis.call('HMGET', KEYS[2], id, id .. ':number', id .. ':status', id .. ':cancelled_at')
  for i = 1, 4 do answer[#answer + 1] = fields[i] end
end
return answer
