import HTML

/// What happened: the sentence, and when with what came of it.
package struct Happening: Sendable {
  let what: HTML
  let when: HTML
  let isNew: Bool

  package init(_ what: HTML, _ when: HTML, isNew: Bool = false) {
    self.what = what
    self.when = when
    self.isNew = isNew
  }
}

/// A history, newest first.
package func timeline(_ happenings: [Happening]) -> HTML {
  ol(.class("timeline")) {
    for happening in happenings {
      li(.optional(happening.isNew ? .class("new") : nil)) {
        p { happening.what }
        p(.class("small quiet")) { happening.when }
      }
    }
  }
}
