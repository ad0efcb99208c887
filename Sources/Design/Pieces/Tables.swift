import HTML

/// A table that turns into cards on a phone: each cell then carries its column's name.
package struct DataTable: Sendable {
  package struct Column: Sendable {
    let name: String
    let isNumber: Bool

    /// Short words that stay on one line.
    let isKept: Bool

    package init(_ name: String, isNumber: Bool = false, isKept: Bool = false) {
      self.name = name
      self.isNumber = isNumber
      self.isKept = isKept
    }

    var look: Attribute { .optional(isNumber ? .class("number") : isKept ? .class("keep") : nil) }
  }

  let title: String
  let columns: [Column]
  let rows: [[HTML]]
  let isTitleSaid: Bool

  /// The first cell of each row names it.
  ///
  /// - Parameter isTitleSaid: the title is heard and not seen; something above shows it.
  package init(
    _ title: String, _ columns: [Column], _ rows: [[HTML]], isTitleSaid: Bool = false
  ) {
    self.isTitleSaid = isTitleSaid
    self.title = title
    self.columns = columns
    self.rows = rows
  }

  /// On white of its own.
  package var html: HTML { panel(isFlush: true) { bare } }

  /// To stand in a panel that is there already.
  package var bare: HTML {
    table(.class("cards")) {
      caption(.optional(isTitleSaid ? .class("said") : nil)) { title }
      thead {
        tr {
          for column in columns {
            th(.scope("col"), .optional(column.isNumber ? .class("number") : nil)) { column.name }
          }
        }
      }
      tbody {
        for row in rows {
          tr { for (index, cell) in row.enumerated() { self.cell(index, cell) } }
        }
      }
    }
  }

  private func cell(_ index: Int, _ content: HTML) -> HTML {
    let column = columns[index]
    if index == 0 { return th(.scope("row")) { content } }
    return td(.data("data-label", column.name), column.look) { content }
  }
}

/// Leads through a long list a page at a time.
package func pagination(
  current: Int, of count: Int, link: (Int) -> Address
) -> HTML? {
  if count < 2 { return nil }
  let near = Set([1, count] + (current - 1...current + 1).filter { 1...count ~= $0 }).sorted()
  return nav(.class("pages"), .aria("aria-label", "分页")) {
    ul {
      if current > 1 { li { a(.href(link(current - 1)), .rel("prev")) { "上一页" } } }
      for (index, page) in near.enumerated() {
        if index > 0, near[index - 1] < page - 1 { li { span { "…" } } }
        li {
          if page == current {
            span(.aria("aria-current", "page")) { "第 \(page) 页" }
          } else {
            a(.href(link(page)), .aria("aria-label", "第 \(page) 页")) { "\(page)" }
          }
        }
      }
      if current < count { li { a(.href(link(current + 1)), .rel("next")) { "下一页" } } }
    }
  }
}
