import JSON

/// What the authorities write: to an enterprise, to an objector, to the public. The words are the
/// package's; what can stand in braces is known here.
package struct Letter: Sendable, Equatable {
  package enum Occasion: String, Sendable, CaseIterable {
    case receipt, accepted, correction, refused, notRecommended, recommended, consultation
    case reconsidered
    case screeningFailed, notProposed, notice, list
    case objectionReceipt, objectionReply, markLicence, revoked
    case removed, suspended, restored, markRefused, joined

    package var names: Set<String> {
      let common: Set<String> = ["enterprise", "item", "number", "round", "unit", "day"]
      return switch self {
      case .receipt: common.union(["due", "hash"])
      case .accepted, .recommended: common.union(["due"])
      case .correction: common.union(["due", "items"])
      case .reconsidered: common.union(["conclusion", "reason"])
      case .consultation: common.union(["department", "due", "question"])
      case .refused, .notRecommended, .screeningFailed, .notProposed, .revoked, .removed,
        .suspended, .restored, .markRefused, .joined:
        common.union(["reason", "clause", "remedy"])
      case .notice, .list:
        ["round", "unit", "day", "count", "start", "end", "days", "channel", "basis"]
      case .objectionReceipt: common.union(["objector", "due"])
      case .objectionReply: common.union(["objector", "conclusion", "reason"])
      case .markLicence: common.union(["mark", "from", "until"])
      }
    }
  }

  package let occasion: Occasion
  package let title: String
  package let to: String
  package let paragraphs: [String]
  package let clause: String
  package let label: String?
}

extension Letter.Occasion {
  /// What a package that was pinned before this one was known says instead.
  fileprivate var stead: Letter.Occasion? {
    switch self {
    case .removed: .revoked
    case .joined: .refused
    default: nil
    }
  }

  /// Known later than the first packages, which may have nothing of the kind.
  package var mayBeMissing: Bool {
    switch self {
    case .consultation, .suspended, .restored, .markRefused: true
    default: false
    }
  }
}

extension Package {
  package func letter(for occasion: Letter.Occasion) -> Letter? {
    letters.first { $0.occasion == occasion }
      ?? occasion.stead.flatMap { stead in letters.first { $0.occasion == stead } }
  }
}

extension Letter {
  init(_ node: Node) {
    node.only("occasion", "title", "to", "paragraphs", "clause", "label")
    let occasion = node.choice("occasion", or: Occasion.receipt)
    self.occasion = occasion
    title = node.text("title", most: 80)
    to = node.text("to", most: 80)
    paragraphs = node.texts("paragraphs")
    clause = node.clause("clause")
    label = node.optionalText("label", most: 200)
    let places = [(title, "title"), (to, "to")]
    for (text, place) in places { Letter.requireNames(occasion, text, node, at: place) }
    for item in node.list("paragraphs") {
      Letter.requireNames(occasion, item.json.string ?? "", item)
    }
  }

  private static func requireNames(
    _ occasion: Occasion, _ text: String, _ node: Node, at place: String = ""
  ) {
    for name in names(in: text) where !occasion.names.contains(name) {
      let known = occasion.names.sorted().map { "{\($0)}" }.joined(separator: "、")
      node.note("{\(name)} 没有这一项", "用 \(known) 之一", at: place)
    }
    if !isClosed(text) {
      node.note("花括号不成对，或是全角的", "写成 {enterprise} 这样，半角、成对", at: place)
    }
  }

  private static func isClosed(_ text: String) -> Bool {
    var isOpen = false
    for letter in text {
      switch letter {
      case "｛", "｝": return false
      case "{" where isOpen: return false
      case "}" where !isOpen: return false
      case "{", "}": isOpen.toggle()
      default: break
      }
    }
    return !isOpen
  }

  private static func names(in text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { piece in
      String(piece.prefix { $0 != "}" })
    }
  }
}
