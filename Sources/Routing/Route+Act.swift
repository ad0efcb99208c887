import HTML
import HTTP
import JSON
import Vocabulary

/// Rows that change.
extension Route {
  package static func act<Done: Act>(_ act: Done) -> Route {
    let operation = operation(Done.self)
    precondition(!operation.takesFiles, "\(Done.name) takes files and is no UploadAct")
    return row(act, operation) { actor, place, visit, table in
      readings(act, actor, place, visit, table)
    }
  }

  package static func act<Done: UploadAct>(_ act: Done) -> Route {
    let operation = operation(Done.self)
    return row(act, operation) { actor, place, visit, table in
      try act.requireSlot(at: place, for: actor, visit)
      guard visit.head.contentType?.isMultipart == true, let uploads = table.uploads else {
        return readings(act, actor, place, visit, table)
      }
      let rules = try uploads.fitting(operation.fields).paid(
        by: visit, table.meter, isPiece: Done.isPiece)
      return .receive(rules) { [lease = rules.lease] request, upload in
        defer { lease?.end() }
        return await respond(act, request, upload, visit, actor, place, table)
      }
    }
  }

  private static func row<Done: Act>(
    _ act: Done, _ operation: Operation,
    plan: @escaping @Sendable (Done.Actor, Done.Spot, Visit, Table) throws -> Plan
  ) -> Route {
    Route(
      method: .post, pattern: Done.path.pattern, faces: Done.faces,
      admission: Done.audience.admission, operation: operation
    ) { visit, segments, table in
      admitted(
        visit, segments, Done.self, table, late: { late(act, visit, segments, table, $0) }
      ) { try plan($0, $1, $2, table) }
    }
  }

  /// A body that is read whole.
  private static func readings<Done: Act>(
    _ act: Done, _ actor: Done.Actor, _ place: Done.Spot, _ visit: Visit, _ table: Table
  ) -> Plan {
    .read(limit: Done.bodyLimit ?? table.bodyLimit) {
      await respond(act, $0, nil, visit, actor, place, table)
    }
  }

  private static func respond<Done: Act>(
    _ act: Done, _ request: Request, _ upload: Result<Upload, Upload.Mistake>?, _ visit: Visit,
    _ actor: Done.Actor, _ place: Done.Spot, _ table: Table
  ) async -> Response {
    await answering(visit, Done.path.pattern, Done.audience.admission, table) {
      let sending = try Sending(
        request, upload, visit, route(Done.self, place), Done.self)
      return try await change(act, sending, visit, actor, place, table)
    }
  }

  private static func change<Done: Act>(
    _ act: Done, _ sending: Sending, _ visit: Visit, _ actor: Done.Actor, _ place: Done.Spot,
    _ table: Table
  ) async throws -> Response {
    var visit = visit
    visit.once = sending.once
    visit.entry = NotedEntry()
    do {
      try act.recall(visit)
      if sending.isPreview || sending.seen != sending.seenStill {
        return try await preview(act, sending, visit.seen(table.doors), actor, place)
      }
      let asked = try Done.Asked(sending.answers)
      visit.isGrave = Done.isGrave(asked)
      if Done.namesEdition { visit.seenEdition = try sending.edition(visit) }
      if let page = try await askAgain(act, asked, actor, place, sending, visit, table) {
        return page
      }
      return told(
        act, try await act.perform(asked, at: place, by: actor, visit), visit, place, table)
    } catch let refusal as Vocabulary.Refusal
      where visit.face == .page && refusal.code == Vocabulary.Refusal.confirmationCode
    {
      // Something else was done meanwhile on the strength of what they had confirmed.
      return asking(act, actor, place, sending, visit, table, after: nil)
    } catch let replay as Replay {
      visit.entry?.note(replay.entry)
      let kept = try JSON(parsing: replay.json)
      if let answer = try act.recalled(kept, at: place) {
        return told(act, answer, visit, place, table)
      }
      return again(Done.self, replay, visit)
    } catch let problems as Problems where visit.face == .page {
      // What was looked at and only lacks its confirmation need not be looked at once more.
      let sheet = Sheet(
        sending.answers, problems: problems.all, sentTo: Done.name, at: place.segments,
        seen: sending.seenStill)
      return try await shown(
        act, .unprocessable, sheet, visit.seen(table.doors), actor, place)
    } catch let refusal as Vocabulary.Refusal where visit.face == .page && refusal.keepsTheForm {
      // A no that leaves what was typed where it was.
      let problem = Problem(field: "", code: refusal.code, message: refusal.sentence)
      let sheet = Sheet(
        sending.answers, problems: [problem], sentTo: Done.name, at: place.segments,
        seen: sending.seenStill)
      return try await shown(
        act, ErrorNote(refusal).status, sheet, visit.seen(table.doors), actor, place)
    }
  }

  /// To be looked at, and again where it was changed since. What is wrong is said at once; what is not written
  /// yet may come later.
  private static func preview<Done: Act>(
    _ act: Done, _ sending: Sending, _ visit: Visit, _ actor: Done.Actor, _ place: Done.Spot
  ) async throws -> Response {
    do {
      _ = try Done.Asked(sending.answers)
    } catch {
      let wrong = error.all.filter { $0.code != "required" }
      if !wrong.isEmpty { throw Problems(wrong) }
    }
    let changed =
      sending.isPreview
      ? [] : [Problem(field: "", code: "changed", message: "您看过以后又改了。请再看一次，再发出。")]
    let sheet = Sheet(
      sending.answers, problems: changed, sentTo: Done.name, at: place.segments,
      seen: sending.mark)
    return try await shown(act, changed.isEmpty ? .ok : .unprocessable, sheet, visit, actor, place)
  }

  private static func told<Done: Act>(
    _ act: Done, _ answer: Done.Answer, _ visit: Visit, _ place: Done.Spot, _ table: Table
  ) -> Response {
    var response =
      visit.face == .json
      ? json(.ok, act.json(answer))
      : act.response(answer, visit)
        ?? act.shown(answer, at: place, visit.seen(table.doors)).map { page(.ok, $0) }
        ?? Response.seeOther(onward(Done.self, act.next(answer, at: place).text, visit))
    act.adorn(&response, answer, visit)
    return response
  }

  /// What was asked, for the digest of what was sent.
  static func route<Done: Act>(_ act: Done.Type, _ place: Done.Spot) -> String {
    "\(Done.path.pattern) \(place.segments.joined(separator: "/"))"
  }

  /// As the first time.
  static func again<Done: Act>(_ act: Done.Type, _ replay: Replay, _ visit: Visit) -> Response {
    visit.entry?.note(replay.entry)
    return visit.face == .page
      ? .seeOther(onward(act, replay.address, visit)) : Response(.ok, type: .json, replay.json)
  }

  /// Where the browser goes, with the word for what was done and the list it came from.
  private static func onward<Done: Act>(
    _ act: Done.Type, _ next: String, _ visit: Visit
  ) -> String {
    let address = Address(site: next)?.going(on: visit.list).text ?? next
    if !Done.isAnnounced { return address }
    // Whoever is signed in afterwards is known by that.
    let isUnknown = Done.audience.admission.who == .everyone || Done.isFarewell
    let mark = DoneMark(
      Done.name, entry: visit.entry?.number, isUnknown ? visit.browserKey : nil)
    let joint = address.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
    return "\(address)\(joint)\(DoneMark.word)=\(mark.text)"
  }

  private static func shown<Done: Act>(
    _ act: Done, _ status: Status, _ sheet: Sheet, _ visit: Visit, _ actor: Done.Actor,
    _ place: Done.Spot
  ) async throws -> Response {
    let html = try await act.page(sheet, at: place, for: actor, visit)
    return page(status, html)
  }

  /// The page that asks for password and second factor, where they are needed and not yet given. What is
  /// wrong with what was sent is said before.
  private static func askAgain<Done: Act>(
    _ act: Done, _ asked: Done.Asked, _ actor: Done.Actor, _ place: Done.Spot, _ sending: Sending,
    _ visit: Visit, _ table: Table
  ) async throws -> Response? {
    guard Done.audience.admission.needsConfirmation, let caller = visit.caller,
      !caller.isConfirmed || visit.isGrave && !caller.isUnspent
    else { return nil }
    // Whoever gives their password was asked for it after this.
    if sending.confirmation == nil {
      var rehearsal = visit
      rehearsal.isRehearsal = true
      try await act.rehearse(asked, at: place, by: actor, rehearsal)
    }
    guard visit.face == .page else {
      throw Vocabulary.Refusal.notConfirmed(deed(act, asked, actor, place, visit))
    }
    var said: Vocabulary.Refusal?
    if let given = sending.confirmation {
      do {
        try await table.doors.confirmation.confirm(caller, given.password, given.code, visit)
        return nil
      } catch let refusal as Vocabulary.Refusal {
        said = refusal
      }
    }
    return asking(act, actor, place, sending, visit, table, after: said)
  }

  private static func asking<Done: Act>(
    _ act: Done, _ actor: Done.Actor, _ place: Done.Spot, _ sending: Sending, _ visit: Visit,
    _ table: Table, after refusal: Vocabulary.Refusal?
  ) -> Response {
    let held = sending.pairs.map { (name: $0.name, value: $0.value) }
    return page(
      .forbidden,
      table.doors.confirmation.page(
        visit,
        .init(
          what: deed(act, try? Done.Asked(sending.answers), actor, place, visit),
          isGrave: visit.isGrave, held: held,
          refusal: refusal)))
  }

  /// The act and its object: nobody learns what there is by being asked who they are.
  private static func deed<Done: Act>(
    _ act: Done, _ asked: Done.Asked?, _ actor: Done.Actor, _ place: Done.Spot, _ visit: Visit
  ) -> String {
    let called = [
      (try? act.called(at: place, for: actor, visit)) ?? place.called,
      asked.map(Done.called) ?? "",
    ].filter { !$0.isEmpty }.joined(separator: "，")
    return "办理“\(Done.summary)”" + (called.isEmpty ? "" : "（\(called)）")
  }
}

extension Vocabulary.Refusal {
  fileprivate var keepsTheForm: Bool {
    switch kind {
    case .unauthenticated, .conflict, .tooMany, .unavailable: true
    case .forbidden, .notFound: false
    }
  }
}
