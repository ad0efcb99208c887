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
  static let schema = Schema.object([
    .always("items", .list(RoundView.shape(isWhole: false))), .always("acts", RoundOffer.schema),
  ])

  let view: RoundView
  private var library: Library { view.library }

  struct Answer: Sendable {
    let rounds: [Round]
    /// The same with what may be done with each; only programs ask.
    let items: [RoundView.Answer]
    let acts: [RoundOffer]
  }

  func answer(
    _ asked: Nothing, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) throws -> Answer {
    let mayOpen = visit.caller?.roles.contains(.municipalAdministrator) == true
    var open = RoundOffer(OpenRound.name, "开放批次", at: OpenRound.path.link)
    if mayOpen {
      open.more = [
        .choices(
          "package", library.shelf(at: visit.now).all.map { (id: $0.id, title: $0.title) })
      ]
    }
    return Answer(
      rounds: library.rounds,
      items: visit.face == .json
        ? try library.rounds.map { try view.find(RoundPlace($0.number), visit) } : [],
      acts: mayOpen ? [open] : [])
  }

  func edition(at now: Instant) -> Library.Edition? { library.edition(at: now) }

  func json(_ answer: Answer) -> JSON {
    [
      "items": .array(answer.items.map { .object(view.members($0)) }),
      "acts": .array(answer.acts.map(\.json)),
    ]
  }

  func page(
    _ sheet: Sheet, _ answer: Answer?, at place: Nowhere, for actor: Visitor, _ visit: Visit
  ) -> HTML {
    Shell(
      "批次", on: visit, current: Paths.rounds.link,
      line: span(.class("quiet")) { "申请分批受理，时间安排和变动都在这里公布。" },
      act: answer?.acts.first.map(mayOpen)
    ).page {
      if library.rounds.isEmpty {
        emptyState(
          "还没有开放的批次", "可以先自查条件、看看要填的表格；开放时间会在这里公布。", action: ("申请条件自查", Paths.check.link))
      } else {
        list(visit)
      }
    }
  }

  private func mayOpen(_ act: RoundOffer) -> HTML {
    group {
      a(.class("button"), .href(act.address)) { act.title }
      a(.href(PoliciesView.path.link)) { "政策包" }
    }
  }

  private func list(_ visit: Visit) -> HTML {
    let rows = library.rounds.map { round in
      [
        a(.class("title"), .href(RoundView.path.link(RoundPlace(round.number)))) { round.title },
        HTML(round.number), round.phaseChip(at: visit.now), HTML(round.opens.day.chinese),
        HTML(round.deadline),
      ]
    }
    return DataTable(
      "批次，新的在前",
      [
        .init("名称"), .init("编号", isKept: true), .init("状态", isKept: true), .init("开始受理"),
        .init("申请截止"),
      ], rows
    ).html
  }
}

extension Round {
  /// Where it is, as a chip.
  package func phaseChip(at now: Instant) -> HTML {
    let phase = phase(at: now)
    return switch phase {
    case .open: chip(phase.title, .good)
    case .announced: chip(phase.title, .blue, .calendar)
    case .closed: chip(phase.title, .plain, .lock)
    case .cancelled: chip(phase.title, .wrong)
    }
  }
}
