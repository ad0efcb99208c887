import HTTP
import JSON
import SQLite

/// `GET /api/brands`, `POST /api/applications`, `POST /api/scores`, and a page from memory.
struct PeerRoutes: Responder {
  let store: Store
  private let page: Response

  init(store: Store, page: [UInt8]) {
    self.store = store
    var response = Response(.ok, type: .html, page)
    response.tag("page")
    self.page = response
  }

  func plan(_ head: RequestHead) -> Plan {
    if head.path.elementsEqual("/p.html".utf8) { return .answer(page) }
    if head.path.elementsEqual("/api/brands".utf8) { return .answer(brands(head)) }
    let isApplication = head.path.elementsEqual("/api/applications".utf8)
    guard isApplication || head.path.elementsEqual("/api/scores".utf8) else {
      return .answer(fail(.notFound, "path"))
    }
    guard head.method == .post else { return .answer(fail(.methodNotAllowed, "POST only")) }
    return .read(limit: 64 << 10) { request in
      guard let json = try? JSON(parsing: request.body) else { return fail(.unprocessable, "body") }
      do {
        return isApplication ? try await apply(json) : try await score(json)
      } catch {
        return fail(.fault, "\(error)")
      }
    }
  }

  private func apply(_ json: JSON) async throws -> Response {
    guard let application = Application(json) else { return fail(.unprocessable, "body") }
    if let field = application.mistake { return fail(.unprocessable, field) }
    let form = UTF8Text(json.bytes)
    let id = try await store.write { database in
      try application.insert(form, into: database)
    }
    return send(.created, ["id": .integer(id), "status": "submitted"])
  }

  private func score(_ json: JSON) async throws -> Response {
    guard let score = Score(json) else { return fail(.unprocessable, "body") }
    if let field = score.mistake { return fail(.unprocessable, field) }
    let id = try await store.write { database in try score.insert(into: database) }
    guard let id else { return fail(.forbidden, "not assigned") }
    return send(.created, ["id": .integer(id), "total": .integer(score.total)])
  }

  private func brands(_ head: RequestHead) -> Response {
    guard let form = try? Form(urlEncoded: head.query) else { return fail(.unprocessable, "q") }
    let query = form["q"] ?? ""
    guard let page = Int(form["page"] ?? "1"), 1...10_000 ~= page else {
      return fail(.unprocessable, "page")
    }
    guard query.unicodeScalars.count <= 60 else { return fail(.unprocessable, "q") }
    do {
      let bytes = try store.read(lane: head.lane) { database in
        try Brands.answer(
          named: query, page: page, counts: form["total"] != "0", in: database)
      }
      return Response(.ok, type: .json, bytes)
    } catch {
      return fail(.fault, "\(error)")
    }
  }
}

private func send(_ status: Status, _ json: JSON) -> Response {
  Response(status, type: .json, json.bytes)
}

private func fail(_ status: Status, _ why: String) -> Response {
  send(status, ["detail": .string(why)])
}
