import Design
import Desk
import HTML
import Routing
import Vocabulary

/// How the list of cases looks: what can be begun, how to find one, and one line for each.
struct QueuePage {
  let answer: QueueView.Answer?
  let calendar: WorkingDays
  let visit: Visit
  /// The lines after these.
  let more: Address?

  func html(_ sheet: Sheet) -> HTML {
    let starts = answer?.starts ?? []
    return Shell(
      "申请", on: visit, current: Paths.applications.link,
      act: starts.isEmpty
        ? nil
        : group {
          for (index, start) in starts.enumerated() {
            a(.class(index == 0 ? "button" : "button plain"), .href(start.address)) { start.title }
          }
        }
    ).page {
      panel("查找") { filters(sheet) }
      if let answer {
        if answer.items.isEmpty {
          emptyState("没有申请", "换一个条件再看；企业在批次开放期间填报。")
        } else {
          panel(
            "申请", side: p(.class("small quiet")) { "期限近的在前，天数都是工作日" }, isFlush: true
          ) { queue(answer.items.map(row), caption: "申请，期限近的在前") }
        }
      }
      if let more {
        nav(.class("pages"), .aria("aria-label", "分页")) { a(.href(more), .rel("next")) { "后面的" } }
      }
    }
  }

  private func filters(_ sheet: Sheet) -> HTML {
    form(.method("get"), .action(QueueView.path.link), .class("filters"), .novalidate()) {
      for note in QueueView.Asked.fields where !["unit", "after"].contains(note.name) {
        field(note, sheet)
      }
      button(.type("submit"), .class("plain")) { "筛选" }
    }
  }

  private func row(_ item: (line: CaseLine, offers: [Offer])) -> QueueRow {
    let file = item.line.file
    let next = item.offers.next
    // A part of a form has its place on the case's page.
    let isWriting = next?.step.name == Lifecycle.write.name
    return QueueRow(
      file.item, at: CaseView.path.link(file.place), about: file.enterpriseName,
      stage: file.outcome?.title ?? file.stage.title,
      stageNote: file.stage.holder == .nobody ? nil : "轮到\(next == nil ? file.turn : "您")",
      stayed: file.stage == .ended
        ? "—" : "\(calendar.count(after: file.since.day, through: visit.now.day)) 天",
      due: file.due == nil ? HTML("—") : dueText(file.due, on: visit.now.day, calendar),
      next: isWriting ? Lifecycle.write.title : next?.title,
      nextAt: next.flatMap { $0.hasForm && !isWriting ? $0.address : nil })
  }
}
