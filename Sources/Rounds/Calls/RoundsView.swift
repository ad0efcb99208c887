import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// All rounds, the newest first: what is open, what is next, what has been.
struct RoundsView: View {
  typealias Asked = Nothing

  static let name = "rounds"
  static let summary = "批次"
  static let path = Paths.rounds
  static let audience = Audience.everyone
  static let schema = Schema.object([.always("items", .list(RoundView.shape(isWhole: false)))])

  let library: Library

  struct Answer: Sendable {
    let rounds: [Round]
    let now: Instant
  }

  func answer(
    _ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> Answer { Answer(rounds: library.rounds, now: visit.now) }

  func json(_ answer: Answer) -> JSON {
    ["items": .array(answer.rounds.map { .object(library.members(of: $0, at: answer.now)) })]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell("批次", on: visit, current: Paths.rounds.link).page {
      if library.rounds.isEmpty {
        emptyState(
          "还没有开放的批次", "申请分批受理。可以先自查条件、看看要填的表格；开放时间会在这里公布。", action: ("申请条件自查", Paths.check.link))
      } else {
        list(visit)
      }
      if visit.caller?.roles.contains(.municipalAdministrator) == true {
        p {
          a(.class("button"), .href(OpenRound.path.link)) { "开放批次" }
          " "
          a(.href(PoliciesView.path.link)) { "政策包" }
        }
      }
    }
  }

  private func list(_ visit: Visit) -> HTML {
    let rows = library.rounds.map { round in
      let phase = round.phase(at: visit.now)
      return [
        a(.href(RoundView.path.link(RoundPlace(round.number)))) { round.title },
        HTML(round.number), tag(phase.title, phase.tone), HTML(round.opens.day.chinese),
        HTML(round.deadline),
      ]
    }
    return DataTable(
      "批次，新的在前",
      [.init("名称"), .init("编号"), .init("状态"), .init("开始受理"), .init("申请截止")], rows
    ).html
  }
}

extension Round.Phase {
  var tone: Tone {
    switch self {
    case .open: .success
    case .announced: .warning
    case .closed: .plain
    case .cancelled: .danger
    }
  }
}
