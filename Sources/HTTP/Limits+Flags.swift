/// The limits by name, as programs take them on the command line: `--limit-idle 30`.
extension Limits {
  // swift-format-ignore
  package static let flags: [(name: String, meaning: String)] = [
    ("target",                  "请求行中网址的最大字节数"),
    ("field",                   "单个请求字段的最大字节数"),
    ("head",                    "全部请求字段的最大字节数"),
    ("fields",                  "请求字段的最多个数"),
    ("body",                    "请求正文的最大字节数（另有规定的地址除外）"),
    ("head-time",               "发送请求字段的最长秒数"),
    ("body-grace",              "请求正文开始计速前的秒数"),
    ("body-rate",               "请求正文每秒至少的字节数"),
    ("upload-grace",            "上传文件开始计速前的秒数"),
    ("upload-rate",             "上传文件每秒至少的字节数"),
    ("write-stall",             "对方不接收回答时等待的秒数"),
    ("idle",                    "空闲连接保留的秒数"),
    ("handler",                 "处理一个请求的最长秒数"),
    ("shutdown",                "停机时等待请求完成的秒数"),
    ("connections",             "同时连接的最多个数"),
    ("connections-per-address", "每个地址同时连接的最多个数"),
  ]

  /// False when there is no such limit or the value is not a positive number.
  package mutating func set(_ name: String, to text: String) -> Bool {
    guard let value = Double(text), value > 0, value < 1e12 else { return false }
    let count = Int(value)
    let isTime = [
      "head-time", "body-grace", "body-rate", "upload-grace", "upload-rate",
      "write-stall", "idle", "handler", "shutdown",
    ]
    .contains(name)
    // What is counted is counted in whole numbers.
    guard isTime || count >= 1 && Double(count) == value else { return false }
    switch name {
    case "target": target = count
    case "field": field = count
    case "head": head = count
    case "fields": fields = count
    case "body": body = count
    case "head-time": headTime = value
    case "body-grace": bodyGrace = value
    case "body-rate": bodyRate = value
    case "upload-grace": uploadGrace = value
    case "upload-rate": uploadRate = value
    case "write-stall": writeStall = value
    case "idle": idle = value
    case "handler": handler = value
    case "shutdown": shutdown = value
    case "connections": connections = count
    case "connections-per-address": connectionsPerAddress = count
    default: return false
    }
    return true
  }
}
