import HTML

/// A part of a form, or something that waits for somebody: the whole row is the link.
package struct TaskItem: Sendable {
  /// How far it is.
  package enum State: String, Sendable { case todo, part, good, wrong }

  let title: String
  let address: Address
  let about: String?
  let state: State
  let icon: Icon?
  let mark: HTML?
  let isCurrent: Bool

  /// - Parameters:
  ///   - icon: instead of its number in the list.
  ///   - mark: a chip or a state at its end.
  package init(
    _ title: String, at address: Address, about: String? = nil, _ state: State = .todo,
    icon: Icon? = nil, mark: HTML? = nil, isCurrent: Bool = false
  ) {
    self.title = title
    self.address = address
    self.about = about
    self.state = state
    self.icon = icon
    self.mark = mark
    self.isCurrent = isCurrent
  }
}

/// A list of them, in a flush panel; slim beside a form.
package func taskList(_ items: [TaskItem], isSlim: Bool = false) -> HTML {
  ol(.class(isSlim ? "tasks slim" : "tasks")) {
    for (index, item) in items.enumerated() {
      li(.class(item.state.rawValue)) {
        span(.class("no"), .aria("aria-hidden", "true")) {
          if let picture = item.picture { icon(picture) } else { "\(index + 1)" }
        }
        div {
          a(
            .class("title"), .href(item.address),
            .optional(item.isCurrent ? .aria("aria-current", "page") : nil)
          ) { item.title }
          if let about = item.about { span(.class("sub")) { about } }
        }
        item.mark
      }
    }
  }
}

extension TaskItem {
  fileprivate var picture: Icon? {
    if let icon { return icon }
    switch state {
    case .good: return .tick
    case .wrong: return .alert
    case .todo, .part: return nil
    }
  }
}
