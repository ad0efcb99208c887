import Digest
import Linux
import Vocabulary

/// Notes that go out with a page and come back unchanged, or not at all: nothing of them is kept here.
/// The key lives as long as the process, so none can be made from the database.
struct Seal: Sendable {
  private let key = Random.bytes(32)

  /// Says `text` for so many minutes, to whoever brings it back for the same purpose.
  /// - Parameter text: without a full stop.
  func issue(_ text: String, for purpose: String, minutes: Int, at wall: Instant) -> String {
    let until = wall.milliseconds + Int64(minutes) * 60_000
    return "\(text).\(until).\(code("\(purpose) \(text) \(until)"))"
  }

  func open(_ note: String, for purpose: String, at wall: Instant) -> String? {
    let parts = note.split(separator: ".").map(String.init)
    guard parts.count == 3, let until = Int64(parts[1]),
      equalInConstantTime(
        Array(parts[2].utf8), Array(code("\(purpose) \(parts[0]) \(until)").utf8)),
      !Late.isOver(Array(parts[2].utf8), until: until, at: wall)
    else { return nil }
    return parts[0]
  }

  /// The same code for the same text, as long as the process runs.
  func code(_ text: String) -> String {
    BaseText.base64URL(HMAC.code(key: key, Array(text.utf8)))
  }
}
