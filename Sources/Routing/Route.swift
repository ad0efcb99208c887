import HTML
import HTTP
import JSON
import Vocabulary

/// One row of the route table.
package struct Route: Sendable {
  package let method: HTTP.Method
  package let pattern: StaticString
  package let faces: Set<Visit.Face>
  package let audience: String
  package let operation: Operation
  let handle: @Sendable (Visit, [String], Table) -> Plan

  /// What OpenAPI, the map and the permission matrix say of it.
  package struct Operation: Sendable {
    package let name: String
    package let summary: String
    package let clause: String?
    package let fields: [FieldNote]
    package let schema: Schema?
    /// Of the answer, when it is not JSON.
    package let mediaType: MediaType?
  }

  /// What handlers need of the table they stand in.
  struct Table: Sendable {
    let errors: @Sendable (Visit, ErrorNote) -> Response
    let explain: @Sendable (any Error) -> ErrorNote?
    let bodyLimit: Int
  }
}

extension Route {
  // MARK: - Reading

  package static func view<Shown: View>(_ view: Shown) -> Route {
    Route(
      method: .get, pattern: Shown.path.pattern, faces: [.page, .json],
      audience: Shown.audience.name, operation: operation(Shown.self)
    ) { visit, segments, table in
      let pattern = Shown.path.pattern
      return admitted(visit, segments, Shown.self, table) { actor, place in
        .read(limit: table.bodyLimit) { _ in  // a body with a GET means nothing, and is passed over
          var response = await answering(visit, table) {
            try await read(view, visit, actor, place)
          }
          response.route = pattern
          return response
        }
      }
    }
  }

  private static func read<Shown: View>(
    _ view: Shown, _ visit: Visit, _ actor: Shown.Actor, _ place: Shown.Spot
  ) async throws -> Response {
    let query = try query(of: visit)
    let answers = Answers(query: query, fields: Shown.Asked.fields)
    let isBlank = answers.isEmpty && Shown.Asked.fields.contains { $0.isRequired }
    if visit.face == .page, isBlank {
      return page(.ok, view.page(Sheet(), nil, at: place, for: actor, visit))
    }
    do {
      let asked = try Shown.Asked(answers)
      let answer = try await view.answer(asked, at: place, for: actor, visit)
      guard visit.face == .page else { return json(.ok, view.json(answer)) }
      return page(.ok, view.page(Sheet(answers), answer, at: place, for: actor, visit))
    } catch let problems as Problems where visit.face == .page {
      let sheet = Sheet(answers, problems: problems.all)
      return page(.unprocessable, view.page(sheet, nil, at: place, for: actor, visit))
    }
  }

  // MARK: - Changing

  package static func act<Done: Act>(_ act: Done) -> Route {
    Route(
      method: .post, pattern: Done.path.pattern, faces: [.page, .json],
      audience: Done.audience.name, operation: operation(Done.self)
    ) { visit, segments, table in
      let pattern = Done.path.pattern
      return admitted(visit, segments, Done.self, table) { actor, place in
        .read(limit: table.bodyLimit) { request in
          var response = await answering(visit, table) {
            try await change(act, request, visit, actor, place)
          }
          response.route = pattern
          return response
        }
      }
    }
  }

  private static func change<Done: Act>(
    _ act: Done, _ request: Request, _ visit: Visit, _ actor: Done.Actor, _ place: Done.Spot
  ) async throws -> Response {
    let answers = try answers(request, visit, Done.Asked.fields)
    do {
      let asked = try Done.Asked(answers)
      let answer = try await act.perform(asked, at: place, by: actor, visit)
      guard visit.face == .page else { return json(.ok, act.json(answer)) }
      return .seeOther(act.next(answer, at: place).text)
    } catch let problems as Problems where visit.face == .page {
      let sheet = Sheet(answers, problems: problems.all)
      return page(.unprocessable, await act.page(sheet, at: place, for: actor, visit))
    }
  }

  private static func answers(
    _ request: Request, _ visit: Visit, _ fields: [FieldNote]
  ) throws -> Answers {
    switch visit.face {
    case .page: return Answers(form: try Form(request), fields: fields)
    case .json:
      guard request.head.contentType?.isJSON == true else { throw Form.Refusal.mediaType }
      return Answers(json: try JSON(parsing: request.body), fields: fields)
    }
  }

  // MARK: - Both

  private static func operation<Kind: Declaration>(_ kind: Kind.Type) -> Operation {
    Operation(
      name: Kind.name, summary: Kind.summary, clause: Kind.clause, fields: Kind.Asked.fields,
      schema: Kind.schema, mediaType: nil)
  }

  /// The door: first whether this person may come in at all, then whether there is such a place.
  private static func admitted<Kind: Declaration>(
    _ visit: Visit, _ segments: [String], _ kind: Kind.Type, _ table: Table,
    then: (Kind.Actor, Kind.Spot) -> Plan
  ) -> Plan {
    do {
      let actor = try Kind.audience.admit(visit)
      guard let place = Kind.Spot(segments) else {
        return .answer(table.errors(visit, ErrorNote(Refusal.notFound)))
      }
      return then(actor, place)
    } catch {
      return .answer(table.errors(visit, ErrorNote(error)))
    }
  }

  /// Turns whatever a handler throws into the one answer it has.
  private static func answering(
    _ visit: Visit, _ table: Table, _ work: () async throws -> Response
  ) async -> Response {
    do {
      return try await work()
    } catch {
      return table.errors(visit, table.explain(error) ?? ErrorNote(any: error))
    }
  }

  private static func query(of visit: Visit) throws -> Form {
    try Form(urlEncoded: visit.head.query)
  }

  static func page(_ status: Status, _ html: HTML) -> Response {
    Response(status, type: .html, document(html))
  }

  static func json(_ status: Status, _ json: JSON) -> Response {
    Response(status, type: .json, json.bytes)
  }
}
