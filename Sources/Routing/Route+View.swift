import Digest
import HTML
import HTTP
import JSON
import Linux
import Vocabulary

/// Rows that read.
extension Route {
  package static func view<Shown: View>(_ view: Shown) -> Route {
    let memory = Memory<Shown.PageEdition, Response>()
    return Route(
      method: .get, pattern: Shown.path.pattern, faces: Shown.faces,
      admission: Shown.audience.admission, operation: operation(Shown.self)
    ) { visit, segments, table in
      admitted(visit, segments, Shown.self, table) { actor, place, visit in
        let visit =
          Shown.offersForm ? visit.seen(table.doors) : visit.recognised(table.doors)
        // A body with a GET means nothing, and is passed over.
        return .read(limit: table.bodyLimit) { _ in
          await answering(visit, Shown.path.pattern, Shown.audience.admission, table) {
            if Shown.audience.admission.needsConfirmation, visit.caller?.isConfirmed != true {
              if visit.face == .json { throw Refusal.notConfirmed("查看“\(Shown.summary)”") }
              return .seeOther(table.doors.confirmation.address(visit).text)
            }
            return try await withFormKey(visit, offersForm: Shown.offersForm) { visit in
              try await read(view, memory, visit, actor, place)
            }
          }
        }
      }
    }
  }

  /// From memory, where it is the same page for everyone.
  private static func read<Shown: View>(
    _ view: Shown, _ memory: Memory<Shown.PageEdition, Response>, _ visit: Visit,
    _ actor: Shown.Actor, _ place: Shown.Spot
  ) async throws -> Response {
    guard !Shown.offersForm, place is Nowhere, visit.face == .page, visit.caller == nil,
      visit.head.query.isEmpty, let edition = view.edition(at: visit.now)
    else { return try await read(view, visit, actor, place) }
    if let made = memory[edition] { return made }
    let made = try await read(view, visit, actor, place)
    guard made.status == .ok else { return made }
    memory[edition] = made.forEveryone
    return made.forEveryone
  }

  private static func read<Shown: View>(
    _ view: Shown, _ visit: Visit, _ actor: Shown.Actor, _ place: Shown.Spot
  ) async throws -> Response {
    let query = try Form(urlEncoded: visit.head.query)
    let answers = Answers(
      query: query, fields: Shown.Asked.fields, takesOthers: Shown.Asked.more != nil)
    let isBlank = answers.isEmpty && Shown.Asked.fields.contains { $0.isRequired }
    if visit.face == .page, isBlank {
      return page(.ok, view.page(Sheet(), nil, at: place, for: actor, visit))
    }
    do {
      let asked = try Shown.Asked(answers)
      let answer = try await view.answer(asked, at: place, for: actor, visit)
      if let response = view.response(answer, visit) { return response }
      guard visit.face == .page else { return json(.ok, view.json(answer)) }
      return page(.ok, view.page(Sheet(answers), answer, at: place, for: actor, visit))
    } catch let problems as Problems where visit.face == .page {
      let sheet = Sheet(answers, problems: problems.all)
      return page(.unprocessable, view.page(sheet, nil, at: place, for: actor, visit))
    }
  }

  /// A browser's first form brings it the secret that the form's token is made from.
  static func withFormKey(
    _ visit: Visit, offersForm: Bool, _ work: (Visit) async throws -> Response
  ) async throws -> Response {
    guard offersForm, visit.face == .page, visit.formKey == nil else {
      return try await work(visit)
    }
    let secret = BaseText.base64URL(Random.bytes(32))
    var visit = visit
    visit.formKey = FormKey(Array(secret.utf8))
    var response = try await work(visit)
    response.fields.add(
      "Set-Cookie",
      SetCookie(Visit.Cookies.visitor, secret, isSecure: visit.isSecure).field)
    response.fields.add("Cache-Control", "no-store")
    return response
  }
}
