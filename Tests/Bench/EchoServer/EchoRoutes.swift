import Digest
import HTTP
import JSON

/// `/`, `/echo`, `/api/echo`, `/form`, `/upload`, `/file` and, for nobody, `/admin/x`.
struct EchoRoutes: Responder {
  let host: String
  let limits: Limits
  let uploads: UploadRules
  /// What `/file` sends.
  var file: String?

  func plan(_ head: RequestHead) -> Plan {
    guard head.isHTTP10 && head.host.name.isEmpty || head.host.name == host else {
      return .answer(.text(.misdirectedRequest, "not our host\n"))
    }
    if head.path.elementsEqual("*".utf8) { return options("GET, HEAD, POST, OPTIONS") }
    switch String(decoding: head.path, as: UTF8.self) {
    case "/": return reads(head) { home(head) }
    case "/echo":
      return posts(head, "/echo") { request in
        var response = Response(.ok, type: .bytes, request.body)
        response.route = "/echo"
        return response
      }
    case "/api/echo": return posts(head, "/api/echo", json)
    case "/form": return posts(head, "/form", form)
    case "/upload": return receives(head)
    case "/file": return reads(head) { download(head) }
    case "/admin/x": return .answer(.text(.unauthorized, "sign in first\n"))
    default: return .answer(.text(.notFound, "not found\n"))
    }
  }

  private func options(_ methods: String) -> Plan {
    var response = Response(.noContent)
    response.fields.add("Allow", methods)
    return .answer(response)
  }

  private func notAllowed(_ methods: String) -> Plan {
    var response = Response.text(.methodNotAllowed, "method not allowed\n")
    response.fields.add("Allow", methods)
    return .answer(response)
  }

  private func reads(_ head: RequestHead, _ answer: () -> Response) -> Plan {
    if head.method == .options { return options("GET, HEAD, OPTIONS") }
    return head.isRead ? .answer(answer()) : notAllowed("GET, HEAD, OPTIONS")
  }

  private func posts(
    _ head: RequestHead, _ route: StaticString,
    _ answer: @escaping @Sendable (Request) -> Response
  ) -> Plan {
    if head.method == .options { return options("POST, OPTIONS") }
    guard head.method == .post else { return notAllowed("POST, OPTIONS") }
    return .read(limit: limits.body) { request in
      var response = answer(request)
      response.route = route
      return response
    }
  }

  private func home(_ head: RequestHead) -> Response {
    guard let form = try? Form(urlEncoded: head.query) else {
      return .text(.badRequest, "bad query\n")
    }
    var response = Response.text(.ok, "echo q=\(form["q"] ?? "")\n")
    response.tag(String(Hex.text(SHA256.hash(response.body)).prefix(16)))
    response.route = "/"
    return response
  }

  private func json(_ request: Request) -> Response {
    guard request.head.contentType?.isJSON == true else {
      return .text(.unsupportedMediaType, "application/json only\n")
    }
    do {
      return Response(.ok, type: .json, try JSON(parsing: request.body).bytes)
    } catch {
      return .text(.badRequest, "not JSON: \(error.reason.rawValue) at \(error.offset)\n")
    }
  }

  private func form(_ request: Request) -> Response {
    do {
      let form = try Form(request)
      return .text(.ok, form.pairs.map { "\($0.name)=\($0.value)\n" }.joined())
    } catch {
      return .text(error == .mediaType ? .unsupportedMediaType : .badRequest, "\(error)\n")
    }
  }

  private func receives(_ head: RequestHead) -> Plan {
    if head.method == .options { return options("POST, OPTIONS") }
    guard head.method == .post else { return notAllowed("POST, OPTIONS") }
    return .receive(uploads) { _, outcome in
      var response = uploaded(outcome)
      response.route = "/upload"
      return response
    }
  }

  private func uploaded(_ outcome: Result<Upload, Upload.Mistake>) -> Response {
    switch outcome {
    case .success(let upload):
      let texts = upload.form.pairs.map { "\($0.name)=\($0.value)\n" }
      let files = upload.files.map {
        "\($0.field) \($0.name) \($0.size)\($0.isTooLarge ? " too large" : "") "
          + "\(Hex.text($0.digest))\n"
      }
      return .text(.ok, (texts + files).joined())
    case .failure(.busy): return .text(.unavailable, "no descriptors left\n")
    case .failure(.disk(let code)): return .text(.insufficientStorage, "disk \(code)\n")
    case .failure(let mistake): return .text(.badRequest, "\(mistake)\n")
    }
  }

  private func download(_ head: RequestHead) -> Response {
    guard let file, let body = try? FileBody(file) else { return .text(.notFound, "no file\n") }
    var response = Response(.ok, type: .bytes, body)
    response.tag("file")
    response.offerRanges()
    response.route = "/file"
    return response
  }
}
