-- Scores, each by a reviewer for an application that is theirs.
local thread, number = 0, 0
function setup(t) t:set("thread", thread) thread = thread + 1 end
function init() math.randomseed(os.time() + thread * 7919) end
function request()
  number = number + 1
  local reviewer, k, m = math.random(40), math.random(0, 99), math.random
  local body = string.format('{"application_id":%d,"reviewer_id":%d,"marks":[%d,%d,%d,%d,%d,%d],'
    .. '"comment":"意见 %d-%d：材料齐全，数据可以核对，建议补充近三年的出口情况。"}',
    1 + (reviewer * 25 + k) % 1000, reviewer, m(0, 100), m(0, 100), m(0, 100), m(0, 100), m(0, 100),
    m(0, 100), thread, number)
  return wrk.format("POST", "/api/scores", {["Content-Type"] = "application/json"}, body)
end
