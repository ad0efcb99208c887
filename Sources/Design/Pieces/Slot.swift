import HTML

/// The place of one file: what belongs there, what lies there, and what can be done with it.
///
/// - Parameters:
///   - about: name, size and digest of what lies there.
///   - sent: how much of it has arrived, in percent, while it is on its way.
///   - state: scanned, waiting, quarantined.
package func slot(
  _ name: String, _ picture: Icon = .file, about: HTML? = nil, sent: Int? = nil,
  state: HTML? = nil, @HTMLBuilder acts: () -> HTML = { HTML() }
) -> HTML {
  div(.class("slot")) {
    icon(picture)
    div {
      strong { name }
      if let sent {
        progress(.max(100), .value("\(sent)"), .aria("aria-label", "正在上传，\(sent)%"))
      }
      if let about { span(.class("sub")) { about } }
      state
    }
    div(.class("acts")) { acts() }
  }
}
