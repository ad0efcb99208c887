import HTML

/// Where it is, whose turn it is, until when; then the one act that matters, and the others.
///
/// - Parameters:
///   - act: the blue button, or nothing.
///   - links: other acts, each a link or a form with a button, the grave one last.
package func whereBox(
  _ rows: [WhereRow], look: WhereLook = .usual, act: HTML? = nil, links: [HTML] = [],
  @HTMLBuilder more: () -> HTML = { HTML() }
) -> HTML {
  section(.class(look == .usual ? "panel where" : "panel where \(look.rawValue)")) {
    dl {
      for row in rows {
        dt { row.name }
        dd(.optional(row.isBig ? .class("big") : nil)) {
          row.text
          if let note = row.note { small { note } }
        }
      }
    }
    more()
    if let act { div(.class("acts down")) { act } }
    if !links.isEmpty { ul(.class("links")) { for link in links { li { link } } } }
  }
}

/// A case as usual, something official, or something overdue.
package enum WhereLook: String, Sendable { case usual, official, late }

/// One line of the box: its name, what holds, and a smaller word on it.
package struct WhereRow: Sendable {
  let name: String
  let text: HTML
  let note: HTML?
  let isBig: Bool

  package init(_ name: String, _ text: HTML, note: HTML? = nil, isBig: Bool = false) {
    self.name = name
    self.text = text
    self.note = note
    self.isBig = isBig
  }

  package static func now(_ stage: String, _ note: String? = nil) -> WhereRow {
    WhereRow("现在", HTML(stage), note: note.map { HTML($0) }, isBig: true)
  }

  package static func turn(_ holder: String, _ note: String? = nil) -> WhereRow {
    WhereRow("轮到", HTML(holder), note: note.map { HTML($0) })
  }

  package init(_ name: String, _ text: String, _ note: String? = nil, isBig: Bool = false) {
    self.init(name, HTML(text), note: note.map { HTML($0) }, isBig: isBig)
  }

  package static func due(_ day: HTML, _ note: String? = nil) -> WhereRow {
    WhereRow("办到", day, note: note.map { HTML($0) })
  }
}
