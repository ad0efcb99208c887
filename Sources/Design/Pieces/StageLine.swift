import HTML

/// One step of a way: its name, a date or word under it, and whether it is past.
package struct Stage: Sendable {
  package enum State: Sendable {
    case done, now, ahead
    /// It went no further.
    case over
  }

  let name: String
  let note: String?
  let state: State

  package init(_ name: String, _ note: String? = nil, _ state: State = .ahead) {
    self.name = name
    self.note = note
    self.state = state
  }
}

/// Where a case stands: a tick for what is done, whose turn it is, numbers for what is to come. On a
/// phone the dots become one bar, and the present step is said in words.
package func stageLine(_ stages: [Stage], label: String) -> HTML {
  ol(.class("stages"), .aria("aria-label", label)) {
    for (index, stage) in stages.enumerated() {
      li(
        .optional(stage.look.map(Attribute.class)),
        .optional(stage.state == .now ? .aria("aria-current", "step") : nil)
      ) {
        span(.class("dot"), .aria("aria-hidden", "true")) {
          if stage.state == .done { icon(.tick) } else { "\(index + 1)" }
        }
        span {
          stage.name
          if let word = stage.word { span(.class("said")) { word } }
        }
        if let note = stage.note { small { note } }
      }
    }
  }
}

/// The same of names alone, up to the present one.
/// - Parameter note: what is to be said of that one.
package func stageLine(
  _ names: [String], current: Int? = nil, note: String? = nil, isOver: Bool = false, label: String
) -> HTML {
  stageLine(
    names.enumerated().map { index, name in
      guard let current, index >= current else {
        return Stage(name, nil, current == nil ? .ahead : .done)
      }
      return index == current ? Stage(name, note, isOver ? .over : .now) : Stage(name)
    }, label: label)
}

extension Stage {
  fileprivate var look: String? {
    switch state {
    case .done: "done"
    case .now: "now"
    case .over: "now over"
    case .ahead: nil
    }
  }

  fileprivate var word: String? {
    switch state {
    case .done: "（已完成）"
    case .now: "（现在）"
    case .over: "（到这一步为止）"
    case .ahead: nil
    }
  }
}
