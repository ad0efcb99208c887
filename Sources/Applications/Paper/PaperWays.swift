import Routing

/// What the unit has entered from paper goes the way of what is printed and sealed.
enum PaperFirst: SealedWay {
  static let step = Lifecycle.enter
  static let place: StaticString = "/applications/:number/paper"
  static let isWrittenByHand = true
}

enum PaperAgain: SealedWay {
  static let step = Lifecycle.enterAgain
  static let place: StaticString = "/applications/:number/paper-again"
  static let isWrittenByHand = true
}
