/// What a colour says; the word beside it says it too.
package enum Tone: String, Sendable {
  case plain = ""
  case blue, good, warn, wrong
  /// Only for what is official: 公示, 名单, 标志.
  case seal
  /// Only for 重点推荐.
  case flag

  /// The icon that goes with it where none is named.
  var icon: Icon? {
    switch self {
    case .plain, .blue: nil
    case .good: .tick
    case .warn: .alert
    case .wrong: .cross
    case .seal: .seal
    case .flag: .flag
    }
  }

  func `class`(_ name: String) -> String { self == .plain ? name : "\(name) \(rawValue)" }
}
