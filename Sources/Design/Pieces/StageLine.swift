import HTML

/// One step of a way: its name, a date or word under it, and whether it is past.
package struct Stage: Sendable {
  package enum State: Sendable { case done, now, ahead }

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
package func stageLine(_ names: [String], current: Int? = nil, label: String) -> HTML {
  stageLine(
    names.enumerated().map { index, name in
      let state: Stage.State =
        current.map { index < $0 ? .done : index == $0 ? .now : .ahead } ?? .ahead
      return Stage(name, nil, state)
    }, label: label)
}

extension Stage {
  fileprivate var look: String? {
    switch state {
    case .done: "done"
    case .now: "now"
    case .ahead: nil
    }
  }

  fileprivate var word: String? {
    switch state {
    case .done: "（已完成）"
    case .now: "（现在）"
    case .ahead: nil
    }
  }
}
