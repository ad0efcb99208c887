-- Section saves: each thread has one connection and one draft, and sends the edition it was told.
local thread, number, edition, target, body = 0, 0, 0, "", {}
function setup(t) t:set("thread", thread) thread = thread + 1 end
function init(words)
  local lines = {}
  for line in io.lines(words[1]) do lines[#lines + 1] = line end
  local token, path, start, before, after = lines[thread + 1]:match("^(.-)\t(.-)\t(.-)\t(.-)\t(.*)$")
  target, edition, body = path, tonumber(start), {before, after}
  wrk.headers["Authorization"] = "Bearer " .. token
  wrk.headers["Content-Type"] = "application/json"
  math.randomseed(os.time() + thread * 7919)
end
function request()
  number = number + 1
  wrk.headers["Idempotency-Key"] = string.format("%d-%d-%d", thread, number, math.random(1000000000))
  return wrk.format("POST", target, nil, string.format('{"edition":%d,%s%d-%d%s}', edition, body[1],
    thread, number, body[2]))
end
-- What was saved while the connection was renewed went unanswered: the refusal of the next says which
-- edition stands.
function response(status, headers, body)
  edition = tonumber(body:match(status == 200 and '"edition":(%d+)' or "第 (%d+) 版")) or edition
end
