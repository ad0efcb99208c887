import Messages

extension Occasion {
  package static let caseNews = Occasion("caseNews", ["item", "number", "what", "reason"])
  package static let caseTurn = Occasion("caseTurn", ["item", "number", "stage", "due"])
  /// Something beside the line has come to somebody.
  package static let reviewTurn = Occasion("reviewTurn", ["title", "what"])
  static let sectionLook = Occasion("sectionLook", ["item", "number", "section", "name", "words"])
}
