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
    let like = "%" + escaped(query) + "%"
    do {
      return try store.read(lane: head.lane) { database in
        let total =
          form["total"] == "0"
          ? nil
          : try database.first(
            "SELECT count(*) FROM brand WHERE name LIKE ? ESCAPE '\\'", like, read: { $0.int(0) })
        let items = try database.all(
          """
          SELECT id, name, org, category, region, year, score FROM brand
          WHERE name LIKE ? ESCAPE '\\' ORDER BY id LIMIT 50 OFFSET ?
          """, like, (page - 1) * 50, read: brand)
        return send(
          .ok,
          [
            "total": total.map { .integer($0) } ?? .null, "page": .integer(page),
            "items": .array(items),
          ])
      }
    } catch {
      return fail(.fault, "\(error)")
    }
  }

  private func brand(_ row: borrowing Row) -> JSON {
    [
      "id": .integer(row.int(0)), "name": .string(row.text(1)), "org": .string(row.text(2)),
      "category": .string(row.text(3)), "region": .integer(row.int(4)),
      "year": .integer(row.int(5)), "score": .decimal(row.real(6)),
    ]
  }

  private func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      if "\\%_".utf8.contains(byte) { out.append(UInt8(ascii: "\\")) }
      out.append(byte)
    }
    return String(decoding: out, as: UTF8.self)
  }
}

private func send(_ status: Status, _ json: JSON) -> Response {
  Response(status, type: .json, json.bytes)
}

private func fail(_ status: Status, _ why: String) -> Response {
  send(status, ["detail": .string(why)])
}
