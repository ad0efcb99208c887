import Accounts
import Acts
import HTML
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// Asks the city's platform what it knows of one enterprise, and writes it down with source and day.
struct RefreshFacts: Recording {
  typealias Asked = Nothing

  static let name = "facts.refresh"
  static let refuses: Set<Refusal.Kind> = [.conflict, .unavailable]
  static let summary = "从城市平台取一家企业的数据"
  static let path = Path<ItemPlace<Owner.Organisation>>(
    "/organisations/:organisation/facts/refresh")
  static let audience = Audience.members(.districtHandler, .districtApprover)
  static let schema = Schema.object([.always("changed", .integer), .always("received", .integer)])

  static let unconnected = Refusal(
    .conflict, code: "noPlatform", "没有接入城市平台，请由运行人员从文件导入。")

  let ledger: Ledger
  let facts: FactsView

  struct Answer: Sendable {
    let changed: Int
    let received: Int
  }

  func perform(
    _ asked: Nothing, at place: ItemPlace<Owner.Organisation>, by member: Member, _ visit: Visit
  ) async throws -> Answer {
    let organisation = try ledger.store.read(lane: visit.lane) {
      try Enterprises.find(place.id, for: member.seat, in: $0)
    }
    guard let platform = facts.platform, let code = organisation.creditCode else {
      throw Self.unconnected
    }
    let records: [ReadRecord]
    do {
      records = try await platform.records(of: code, on: visit.now.day)
    } catch is Pool.Full {
      throw Refusal(.unavailable, code: "busy", "同时取数的人太多，请过几秒再试。")
    } catch let trouble as Platform.Trouble {
      throw Refusal(
        .unavailable, code: "platformSilent", "\(trouble)，原有数据没有变。可以稍后再试，或由运行人员从文件导入。")
    }
    return try await record(visit, at: place) { moment, database in
      let changed = try records.count { try Records.keep($0, at: moment.now, in: database) }
      return Done(
        Answer(changed: changed, received: records.count),
        "取得城市平台的 \(records.count) 条数据，更新 \(changed) 条", about: organisation.id.subject)
    }
  }

  func json(_ answer: Answer) -> JSON {
    ["changed": .integer(answer.changed), "received": .integer(answer.received)]
  }
  func next(_ answer: Answer, at place: ItemPlace<Owner.Organisation>) -> Address {
    FactsView.path.link(place)
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Organisation>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let answer = try facts.answer(Nothing(), at: place, for: member, visit)
    return facts.page(sheet, answer, at: place, for: member, visit)
  }
}
