-- Brands by one character of their name, the first five pages; the argument says whether to count.
local characters = {"海","山","云","江","龙","华","星","金","玉","泰","和","兴","源","丰","盛"}
local requests = {}
function init(args)
  math.randomseed(os.time())
  for _, character in ipairs(characters) do
    local name = character:gsub(".", function(c) return string.format("%%%02X", c:byte()) end)
    for page = 1, 5 do
      requests[#requests + 1] = wrk.format("GET",
        string.format("/api/brands?q=%s&page=%d&total=%s", name, page, args[1]))
    end
  end
end
function request() return requests[math.random(#requests)] end
