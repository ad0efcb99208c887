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

  private static let listID = "list"

  func html(_ sheet: Sheet) -> HTML {
    let starts = answer?.starts ?? []
    let list = QueueView.list(sheet)
    return Shell(
      "申请", on: visit, current: Paths.applications.link,
      act: starts.isEmpty
        ? nil
        : group {
          for (index, start) in starts.enumerated() {
            a(.class(index == 0 ? "button" : "button plain"), .href(start.page)) { start.title }
          }
        }
    ).page {
      if answer?.items.isEmpty == false {
        // By keyboard the filters are many.
        a(.class("skip"), .href(.place(Self.listID))) { "跳到申请列表" }
      }
      stages(sheet)
      panel("查找") {
        filters(sheet)
        saved(sheet)
      }
      if let answer {
        if answer.items.isEmpty {
          emptyState("没有申请", "换一个条件再看；企业在批次开放期间填报。")
        } else {
          panel(
            "申请", id: Self.listID,
            side: p(.class("small quiet")) {
              "期限近的在前，天数都是工作日"
              span(.class("keys")) { "；光标在列表里时，按 J、K 逐行上下" }
            }, isFlush: true
          ) { queue(answer.items.map { row($0, list) }, caption: "申请，期限近的在前") }
        }
      }
      if answer?.exported != nil, answer?.items.isEmpty == false {
        p {
          a(.href(ExportQueue.path.link(Nowhere(), query: QueueView.kept(sheet)))) {
            icon(.get)
            ExportQueue.summary
          }
        }
      }
      if let more {
        nav(.class("pages"), .aria("aria-label", "分页")) { a(.href(more), .rel("next")) { "后面的" } }
      }
    }
  }

  private func filters(_ sheet: Sheet) -> HTML {
    form(.method("get"), .action(QueueView.path.link), .class("filters"), .novalidate()) {
      for note in QueueView.Asked.fields where !hidden.contains(note.name) {
        field(
          note.name == QueueView.Asked.round.name
            ? note.choosing(from: answer?.rounds ?? []) : note, sheet)
      }
      button(.type("submit"), .class("plain")) { "筛选" }
    }
  }

  /// What an enterprise has no use for, and what is no choice of a person's.
  private var hidden: Set<String> {
    switch visit.caller?.seat?.kind {
    case .district: ["unit", "after"]
    case .bureau, .oversight: ["unit", "after", "mine"]
    default: ["unit", "after", "mine", "unassigned", "priority"]
    }
  }

  /// How many there are at each stage, each a link to them.
  private func stages(_ sheet: Sheet) -> HTML? {
    let counts = answer?.counts ?? []
    if counts.isEmpty { return nil }
    let chosen = sheet.text(QueueView.Asked.stage.note)
    return nav(.class("pages"), .aria("aria-label", "各环节的申请")) {
      ul {
        for (stage, count) in counts {
          li {
            a(
              .href(QueueView.path.link(Nowhere(), query: [("stage", stage.rawValue)])),
              .optional(chosen == stage.rawValue ? .aria("aria-current", "page") : nil)
            ) { "\(stage.title) \(count > Queue.countedTo ? "\(Queue.countedTo)+" : "\(count)")" }
          }
        }
      }
    }
  }

  /// Filters under names of one's own.
  private func saved(_ sheet: Sheet) -> HTML? {
    guard let answer, let seat = visit.caller?.seat, !seat.roles.isDisjoint(with: SavedFilters.by)
    else { return nil }
    let kept = QueueView.kept(sheet)
    return group {
      if !answer.filters.isEmpty {
        ul(.class("links")) {
          for filter in answer.filters {
            li {
              a(.href(filter.address)) { filter.name }
              postForm(
                RemoveFilter.path.link(ItemPlace(filter.id)), on: visit,
                button: "删除“\(filter.name)”",
                look: .plain, class: "inline")
            }
          }
        }
      }
      if !kept.isEmpty {
        p { a(.href(SaveFilter.path.link(Nowhere(), query: kept))) { SaveFilter.summary } }
      }
    }
  }

  /// - Parameter list: what was asked for, so that the next case is the next of it.
  private func row(_ item: QueueView.Item, _ list: String) -> QueueRow {
    let file = item.line.file
    let next = item.offers.next
    // A part of a form has its place on the case's page.
    let due = file.isOver(on: visit.now.day) ? file.due : item.line.until
    let isWriting = next?.step.name == Lifecycle.write.name
    return QueueRow(
      file.item, at: CaseView.path.link(file.place).going(on: list),
      about: file.enterpriseName + (item.handler.map { " · 承办 \($0)" } ?? ""),
      stage: item.line.ending ?? file.stage.title,
      stageNote: item.line.isSomebodys ? "轮到\(next == nil ? item.line.turn : "您")" : nil,
      stayed: file.stage == .ended
        ? "—" : "\(item.age) 天",
      due: due.map { file.dueText($0, on: visit.now.day, calendar) } ?? HTML("—"),
      next: isWriting ? Lifecycle.write.title : next?.title,
      nextAt: next.flatMap { $0.hasForm && !isWriting ? $0.address.going(on: list) : nil })
  }
}
