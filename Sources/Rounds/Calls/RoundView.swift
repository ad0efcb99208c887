import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// One round, as the public sees it: its days, what comes next, and every change with its reason.
struct RoundView: View {
  typealias Asked = Nothing

  static let name = "round"
  static let summary = "一个批次：时间安排、政策包和变动"
  static let path = Path<RoundPlace>("/rounds/:number")
  static let audience = Audience.everyone
  static let schema = shape(isWhole: true)

  static func shape(isWhole: Bool) -> Schema {
    Schema.object(
      [
        .always("number", .text), .always("title", .text),
        .always("phase", .oneOf(Round.Phase.allCases.map(\.rawValue))),
        .always("policy", .text), .always("hash", .text), .always("opens", .instant),
        .always("closes", .instant),
        .always(
          "milestones", .list(.object([.always("name", .text), .always("on", .day)]))),
        .sometimes("quota", .integer),
        .sometimes("next", .object([.always("what", .text), .always("on", .day)])),
        .always("acts", RoundOffer.schema), .always("blocked", .blocks),
        .always("edition", .integer),
      ]
        + (isWhole
          ? [
            .always(
              "notes",
              .list(
                .object([
                  .always("kind", .text), .always("text", .text), .always("reason", .text),
                  .always("at", .instant),
                ]))), .always("views", RoundOffer.schema),
          ] : []))
  }

  let library: Library
  let store: Store
  let calendar: WorkingDays
  var offers: RoundOffer.Asking = { _, _ in [] }

  struct Answer: Sendable {
    let round: Round
    let notes: [RoundNote]
    let now: Instant
    let offers: [RoundOffer]
    /// Of the round itself, by who opened it.
    let changes: [RoundOffer]
    /// What they may not do now, and why.
    let blocked: [(name: String, refusal: Refusal)]
  }

  func answer(
    _ asked: Nothing, at place: RoundPlace, for actor: Visitor, _ visit: Visit
  ) throws -> Answer { try find(place, visit) }

  func find(_ place: RoundPlace, _ visit: Visit) throws -> Answer {
    guard let round = library.rounds.first(where: { $0.number == place.number }) else {
      throw Refusal.notFound
    }
    let notes = try store.read(lane: visit.lane) { try RoundNote.of(round.id, in: $0) }
    let all = library.rounds
    let own = changes.filter { !$0.step.by.isDisjoint(with: visit.caller?.roles ?? []) }
    return Answer(
      round: round, notes: notes, now: visit.now, offers: try offers(round, visit),
      changes: own.filter { $0.step.refusal(round, among: all, at: visit.now) == nil }
        .map { RoundOffer($0.step.name, $0.step.title, at: $0.path.link(place)) },
      blocked: own.compactMap { change in
        change.step.refusal(round, among: all, at: visit.now).map { (change.step.name, $0) }
      })
  }

  private var changes: [(step: RoundStep, path: Path<RoundPlace>)] {
    [
      (ExtendRound.step, ExtendRound.path), (AmendRound.step, AmendRound.path),
      (CancelRound.step, CancelRound.path),
    ]
  }

  func json(_ answer: Answer) -> JSON {
    let notes = answer.notes.map { note -> JSON in
      [
        "kind": .string(note.kind), "text": .string(note.text), "reason": .string(note.reason),
        "at": .string("\(note.at)"),
      ]
    }
    return .object(
      members(answer) + [
        .init("notes", .array(notes)),
        .init("views", .array(answer.offers.filter(\.isView).map(\.json))),
      ])
  }

  /// As it stands among others, too.
  func members(_ answer: Answer) -> [JSON.Member] {
    library.members(of: answer.round, at: answer.now) + [
      .init(
        "acts", .array((answer.offers.filter { !$0.isView } + answer.changes).map(\.json))),
      .init("blocked", .array(answer.blocked.map { $0.refusal.blocking($0.name) })),
      .init("edition", .integer(answer.notes.count)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: RoundPlace, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    answer.map {
      RoundPage(answer: $0, library: library, calendar: calendar, visit: visit).html()
    } ?? HTML()
  }
}

extension Round {
  /// Its days in one line.
  var arrangement: String {
    let later = Milestone.allCases.compactMap { milestone in
      milestones[milestone].map { "\(milestone.title) \($0.chinese)" }
    }
    return (["申请截止 \(deadline)"] + later).joined(separator: "，")
  }

  package var address: Address { RoundView.path.link(RoundPlace(number)) }
}

extension Library {
  func fingerprint(of round: Round) -> String { package(round.package)?.fingerprint ?? "" }

  func members(of round: Round, at now: Instant) -> [JSON.Member] {
    let milestones = Round.Milestone.allCases.compactMap { milestone -> JSON? in
      round.milestones[milestone].map {
        ["name": .string(milestone.rawValue), "on": .string("\($0)")]
      }
    }
    var members: [JSON.Member] = [
      .init("number", .string(round.number)), .init("title", .string(round.title)),
      .init("phase", .string(round.phase(at: now).rawValue)),
      .init("policy", .string(package(round.package)?.id ?? "")),
      .init("hash", .string(fingerprint(of: round))), .init("opens", .string("\(round.opens)")),
      .init("closes", .string("\(round.closes)")), .init("milestones", .array(milestones)),
    ]
    if let quota = round.quota { members.append(.init("quota", .integer(quota))) }
    if let next = round.next(at: now) {
      members.append(
        .init("next", ["what": .string(next.what), "on": .string("\(next.on)")]))
    }
    return members
  }
}
