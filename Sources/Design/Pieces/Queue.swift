import HTML

/// One case in a queue: what it is, how far it is, until when, and what is to be done next.
///
/// `nextAddress` is where the next act is done, if that is not on its own page.
package struct QueueRow: Sendable {
  let title: String
  let address: Address
  let chips: HTML?
  let about: String?
  let stage: String
  let stageNote: String?
  let stayed: String
  let due: HTML
  let next: String?
  let nextAddress: Address?

  package init(
    _ title: String, at address: Address, chips: HTML? = nil, about: String? = nil, stage: String,
    stageNote: String? = nil, stayed: String, due: HTML, next: String?,
    nextAt nextAddress: Address? = nil
  ) {
    self.nextAddress = nextAddress
    self.title = title
    self.address = address
    self.chips = chips
    self.about = about
    self.stage = stage
    self.stageNote = stageNote
    self.stayed = stayed
    self.due = due
    self.next = next
  }
}

/// Many cases, the first due first; the last column is the next act. Stands in a flush panel.
package func queue(_ rows: [QueueRow], caption title: String) -> HTML {
  table(.class("cards tight")) {
    caption(.class("said")) { title }
    thead {
      tr {
        th(.scope("col")) { "事项" }
        th(.scope("col")) { "环节" }
        th(.scope("col"), .class("number")) { "已停留" }
        th(.scope("col")) { "办到" }
        th(.scope("col")) { "下一步" }
      }
    }
    tbody { for row in rows { tr { cells(row) } } }
  }
}

private func cells(_ row: QueueRow) -> HTML {
  group {
    th(.scope("row")) {
      a(.class("title"), .href(row.address)) { row.title }
      if let chips = row.chips {
        " "
        chips
      }
      if let about = row.about { span(.class("sub")) { about } }
    }
    td(.data("data-label", "环节"), .class("full bare-label")) {
      div {
        row.stage
        if let note = row.stageNote { span(.class("sub")) { note } }
      }
    }
    td(.data("data-label", "已停留"), .class("number")) { row.stayed }
    td(.data("data-label", "办到"), .class("bare-label")) { div { row.due } }
    td(.data("data-label", "下一步"), .class("bare-label end keep")) {
      if let next = row.next {
        a(.href(row.nextAddress ?? row.address), .aria("aria-label", "\(next)：\(row.title)")) {
          next
        }
      } else {
        span(.class("quiet")) { "—" }
      }
    }
  }
}
