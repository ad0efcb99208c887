import Accounts
import JSON
import Routing
import Testing

@testable import HTTP
@testable import Portal

extension Guest {
  private static let form = "Content-Type: multipart/form-data; boundary=b"

  /// Files under names of the sender's own.
  func send(
    _ target: String, _ texts: [(String, String)] = [],
    files: [(field: String, name: String, bytes: [UInt8])], more fields: [String] = []
  ) async throws -> Response {
    var body: [UInt8] = []
    for (name, text) in texts {
      body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n".utf8
    }
    for file in files {
      body += "--b\r\nContent-Disposition: form-data; name=\"\(file.field)\"; ".utf8
      body += "filename=\"\(file.name)\"\r\n\r\n".utf8
      body += file.bytes + Array("\r\n".utf8)
    }
    body += "--b--\r\n".utf8
    return try await house.answer(
      "POST", "/api/v1\(target)", fields: ["Authorization: Bearer \(token)", Self.form] + fields,
      body: body)
  }

  /// What is decided from the head of an upload alone, as a program or as a browser sends it.
  func announce(_ target: String, _ length: Int, asPage: Bool = false) throws -> Plan {
    let key = asPage ? "Cookie: session=\(token)" : "Authorization: Bearer \(token)"
    let origin = asPage ? "Sec-Fetch-Site: same-origin\r\n" : ""
    let text =
      "POST \(asPage ? "" : "/api/v1")\(target) HTTP/1.1\r\nHost: here\r\n\(key)\r\n\(origin)"
      + "\(Self.form)\r\nContent-Length: \(length)\r\n"
    var head = try HeadParser.parse(Array(text.utf8), Limits())
    head.peer = House.far
    return house.table.plan(head)
  }
}

extension Plan {
  /// The answer that needs no body; nil where one is invited.
  var refusal: Response? { if case .answer(let response) = self { response } else { nil } }
  var rules: UploadRules? { if case .receive(let rules, _) = self { rules } else { nil } }
}
