-- Applications of about 1 KB, every one different.
local thread, number, seed = 0, 0, 0
local kinds = {"manufacturing", "agriculture", "services", "culture", "technology"}
local story = string.rep("我们的品牌故事和质量管理。", 16)
function setup(t) t:set("thread", thread) thread = thread + 1 end
function init() seed = (os.time() * 7919 + thread * 500000009) % 1000000007 end
function request()
  number = number + 1
  local k = (seed + number * 13) % 1000000007
  local body = string.format('{"brand":"品牌%d-%d","org":"第%d企业有限公司","credit_code":"91%010d%06d",'
    .. '"contact":"联系人%d","phone":"139%08d","email":"u%d@example.cn","category":"%s","region":%d,'
    .. '"year":2026,"revenue":[%d.5,%d.25,%d.75],"products":[{"name":"甲%d","share":%d.5},'
    .. '{"name":"乙","share":12.5}],"story":"%s%d"}', thread, number, k, k, number % 1000000, k % 997,
    k % 100000000, k, kinds[k % 5 + 1], k % 31 + 1, k % 90000, k % 80000, k % 70000, number, k % 90,
    story, k)
  return wrk.format("POST", "/api/applications", {["Content-Type"] = "application/json"}, body)
end
