import Accounts
import Design
import HTML
import JSON
import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// What registers say of an enterprise, from where and as of when; and what the four conditions come
/// to on that alone. What is not known is said to be not known.
struct FactsView: View {
  typealias Asked = Nothing

  static let name = "facts"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "企业的登记、信用、事故、称号和商标数据"
  static let path = Paths.facts
  static let audience = Audience.members(
    .enterpriseEditor, .enterpriseViewer, .signatory, .districtHandler, .districtApprover,
    .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor)
  static let clause: String? = Conditions.clauses
  static let schema = Schema.object([
    .always("creditCode", .text),
    .always(
      "records",
      .list(
        .object([
          .always("id", .text), .always("kind", .oneOf(RecordKind.allCases.map(\.rawValue))),
          .always("values", .map(.text)), .always("source", .text), .always("asOf", .day),
          .always("counts", .boolean), .always("acts", .offers),
          .always("blocked", .blocks), .sometimes("contest", .text),
          .sometimes("settled", .text),
          .sometimes(
            "past",
            .list(
              .object([
                .always("contest", .text), .always("reason", .text), .always("at", .instant),
              ]))),
        ]))),
    .always(
      "findings",
      .list(
        .object([
          .always("id", .text), .always("verdict", .text), .always("checked", .boolean),
        ]))), .always("acts", .offers), .always("blocked", .blocks),
  ])
  struct Answer: Sendable {
    let organisation: Organisation
    let records: [Record]
    let past: [RecordID: [PastContest]]
    let findings: [Finding]
    /// Which conditions some record says anything about.
    let known: Set<String>
    let mayContest: Bool
    let maySettle: Bool
    let mayRefresh: Bool
    /// Nobody has connected the city's platform: what registers say comes by file.
    let isUnconnected: Bool

    func mayContest(_ record: Record) -> Bool { mayContest && blocked(record) == nil }
    /// Why whoever may contest what is said of them does not contest this.
    func blocked(_ record: Record) -> Refusal? {
      mayContest ? ContestRecord.refusal(record) : nil
    }
    func maySettle(_ record: Record) -> Bool {
      maySettle && SettleRecord.refusal(record) == nil
    }
  }

  let store: Store
  let library: Library
  let registers: Registers
  let platform: Platform?

  func answer(
    _ asked: Nothing, at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let package = library.shelf(at: visit.now).standing
    let (organisation, known, past) = try store.read(lane: visit.lane) { database in
      let found = try Enterprises.find(place.id, for: member.seat, in: database)
      try Enterprises.requireProof(found, for: member.seat, to: "查看它的数据")
      let known = try registers.facts(
        of: found, trademark: nil, under: package, on: visit.now.day, in: database)
      return (found, known, try PastContests.of(found.creditCode ?? "", in: database))
    }
    let conditions = package.conditions
    let values = known.told.values
    let told = Known(declared: [:], registered: values, unread: known.told.unread)
    let isOwn = member.seat.organisation == organisation.id
    return Answer(
      organisation: organisation, records: known.records, past: past,
      findings: conditions.judge(told, on: visit.now.day),
      known: Set(
        conditions.all.filter { condition in
          condition.asks.contains { values[$0] != nil || told.unread[$0] != nil }
        }.map(\.id)),
      mayContest: isOwn
        && !member.seat.roles.isDisjoint(with: [.enterpriseEditor, .signatory]),
      maySettle: member.seat.roles.contains(.districtApprover),
      mayRefresh: platform != nil && member.seat.kind == .district,
      isUnconnected: platform == nil && member.seat.kind == .district)
  }

  func json(_ answer: Answer) -> JSON {
    let records = answer.records.map { record -> JSON in
      var members: [JSON.Member] = [
        .init("id", .string("\(record.id)")), .init("kind", .string(record.kind.rawValue)),
        .init(
          "values",
          .object(
            record.values.keys.sorted().map { .init($0, .string(record.values[$0] ?? "")) })),
        .init("source", .string(record.source)), .init("asOf", .string("\(record.asOf)")),
        .init("counts", .bool(record.counts)), .init("acts", .array(Self.acts(record, answer))),
        .init(
          "blocked",
          .array(answer.blocked(record).map { [$0.blocking(ContestRecord.name)] } ?? [])),
      ]
      if let contest = record.contest { members.append(.init("contest", .string(contest))) }
      if let settled = record.settled { members.append(.init("settled", .string(settled))) }
      if let past = answer.past[record.id] {
        let said = past.map { one -> JSON in
          [
            "contest": .string(one.contest), "reason": .string(one.reason),
            "at": .string("\(one.at)"),
          ]
        }
        members.append(.init("past", .array(said)))
      }
      return .object(members)
    }
    let findings = answer.findings.map { finding -> JSON in
      [
        "id": .string(finding.condition.id), "verdict": .string(finding.verdict.rawValue),
        // Half known is not checked.
        "checked": .bool(
          answer.known.contains(finding.condition.id)
            && !finding.points.contains(where: \.isOpen)),
      ]
    }
    return [
      "creditCode": .string(answer.organisation.creditCode ?? ""), "records": .array(records),
      "findings": .array(findings),
      "acts": .array(
        answer.mayRefresh
          ? [RefreshFacts.offered(at: ItemPlace(answer.organisation.id))] : []),
      "blocked": .array(
        answer.isUnconnected ? [RefreshFacts.unconnected.blocking(RefreshFacts.name)] : []),
    ]
  }

  private static func acts(_ record: Record, _ answer: Answer) -> [JSON] {
    let place = ItemPlace<Owner.Record>(record.id)
    let edition = JSON.Member(Edition.name, .integer(record.contests))
    return (answer.mayContest(record) ? [ContestRecord.offered(at: place)] : [])
      + (answer.maySettle(record) ? [SettleRecord.offered(at: place, edition)] : [])
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: ItemPlace<Owner.Organisation>,
    for member: Member, _ visit: Visit
  ) -> HTML {
    answer.map { FactsPage(answer: $0, visit: visit, platform: platform).html(sheet) } ?? HTML()
  }
}
