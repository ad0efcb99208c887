/// The server's own no: for requests that never reached a route. One plain sentence each.
package enum ServerRefusal {
  static func response(_ status: Status, id: String) -> Response {
    var response = Response.text(
      status, "\(status.code) \(sentence(status))（请求编号 \(id)）\n")
    if status == .unavailable { response.fields.add("Retry-After", "5") }
    return response
  }

  package static func sentence(_ status: Status) -> String {
    switch status.code {
    case 405: "这个地址不支持这种请求方法。"
    case 408: "请求没有在规定时间内发送完，请检查网络后重试。"
    case 413: "提交的内容超过了允许的大小，没有保存。请返回上一页，删减文字或分几次提交。"
    case 414: "网址太长。"
    case 417: "不支持请求中的 Expect 要求。"
    case 431: "请求的字段太多或太长。"
    case 501: "不支持这种请求方法。"
    case 503: "现在访问的人太多，请稍后再试。"
    case 505: "不支持这个 HTTP 版本，请使用 HTTP/1.1。"
    default: "请求不符合 HTTP 规范，已拒绝。"
    }
  }
}
