import Acts
import Applications
import Design
import Desk
import HTML
import JSON
import Rounds
import Routing
import SQLite
import Vocabulary

/// What has been sent to the city: a unit's own, all for those above them. From here each can be found again.
struct BatchesView: View {
  typealias Asked = RoundAsked

  static let name = "batches"
  static let summary = "报送市局的推荐汇总表"
  static let path = Path<Nowhere>("/batches")
  static let audience = BatchView.audience
  static let clause: String? = BatchView.clause
  static let schema = Schema.object([
    .always("items", .list(.object(Batch.lineSchema + [.always("acts", .offers)]))),
    .always("acts", .offers),
  ])

  struct Answer: Sendable {
    let round: Round?
    let batches: [Batch]
    let mayExport: Bool
    let mayTurnToUnits: Bool
    let starts: [Start]
  }

  let desk: CaseDesk

  func answer(
    _ asked: Asked, at place: Nowhere, for member: Member, _ visit: Visit
  ) throws -> Answer {
    let round = try asked.round(in: desk.library)
    return try desk.ledger.store.read(lane: visit.lane) { database in
      Answer(
        round: round, batches: try Batch.all(member.seat, of: round?.id, in: database),
        mayExport: !member.seat.roles.isDisjoint(with: ExportFormat.by),
        mayTurnToUnits: member.seat.kind != .district,
        starts: try [BatchStarter(desk: desk) as any Starter].starts(
          for: member.caller, visit, in: database))
    }
  }

  func json(_ answer: Answer) -> JSON {
    [
      "items": .array(
        answer.batches.map { batch in
          let acts = answer.mayExport ? [ExportBatch.offered(at: ItemPlace(batch.id))] : []
          return .object(batch.line + [.init("acts", .array(acts))])
        }),
      "acts": .array(answer.starts.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for member: Member, _ visit: Visit
  ) -> HTML {
    Shell(
      Self.summary, on: visit, trail: [("申请", Paths.applications.link)],
      act: answer.flatMap { answer in
        answer.starts.isEmpty
          ? nil
          : group {
            for (index, start) in answer.starts.enumerated() {
              a(.class(index == 0 ? "button" : "button plain"), .href(start.page)) { start.title }
            }
          }
      }
    ).page {
      errorSummary(sheet)
      RoundAsked.filter(Self.path, desk.library, sheet, shown: answer?.round)
      if let answer { list(answer) }
    }
  }

  @HTMLBuilder private func list(_ answer: Answer) -> HTML {
    if answer.batches.isEmpty {
      emptyState(
        "还没有报送过",
        answer.mayTurnToUnits ? "各区把推荐的申请报送上来以后，会出现在这里。" : "推荐以后，由审核人员一起报送市局。")
    } else {
      DataTable(
        Self.summary + (answer.batches.count == Batch.most ? "，最近 \(Batch.most) 批" : ""),
        [.init("推荐汇总表"), .init("份数", isNumber: true), .init("报送")],
        answer.batches.map { batch in
          [
            a(.href(BatchView.path.link(ItemPlace(batch.id)))) { batch.title },
            HTML("\(batch.count)"), HTML(batch.at.chinese),
          ]
        }
      ).html
    }
  }
}
