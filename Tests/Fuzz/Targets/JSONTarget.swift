import JSON
import SQLite
import Synchronization

/// Our reader against SQLite's, against the grammar by the letter, and against our own writer.
extension FuzzTarget {
  static let json = FuzzTarget(
    name: "json",
    words: [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud83d\\ude00", "\\ud800", "null",
      "true",
      "false", "-0", "0.1e-5", "1e400", "9223372036854775808", "-9223372036854775808", "\u{FEFF}",
      "\"a\":1", "[[[[[[[[", "\\/", "\u{7F}", "\u{1F}", " ", "\n", "1.", ".5", "+1", "01",
    ],
    seeds: [
      "{\"a\":1,\"b\":[true,false,null,-1.5e3],\"品\":\"牌\\n\\u00e9\\ud83d\\ude00\"}",
      "[]", "{}", "\"\"", "0", " [ 1 , 2 ] ", "{\"a\":{\"a\":{\"a\":[[[0]]]}}}",
      "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "{\"a\":1,\"a\":2}",
    ],
    complaint: jsonComplaint)
}

private func jsonComplaint(_ bytes: [UInt8]) -> String? {
  let ours: JSON
  do {
    ours = try JSON(parsing: bytes)
  } catch {
    return refusalComplaint(error, bytes)
  }
  guard JSONOracle.shared?.accepts(bytes) == true else { return "accepted what SQLite does not" }
  guard let again = try? JSON(parsing: ours.bytes) else { return "writes what it cannot read" }
  // A number too fine for its type may only change once.
  guard let third = try? JSON(parsing: again.bytes), third == again else { return "unstable" }
  return again == ours || hasDecimal(ours) ? nil : "changed by writing and reading"
}

/// What we refuse is wrong by the grammar too, unless we are strict on purpose. (SQLite 3.40 is no
/// judge here: it takes an array for a key.)
private func refusalComplaint(_ error: JSONError, _ bytes: [UInt8]) -> String? {
  guard 0...bytes.count ~= error.offset else { return "an offset outside: \(error.offset)" }
  let isOnPurpose = [.encoding, .duplicateKey, .depth, .number].contains(error.reason)
  if isOnPurpose || bytes.contains(0) { return nil }
  return Grammar.accepts(bytes) ? "refused sound JSON: \(error)" : nil
}

private func hasDecimal(_ json: JSON) -> Bool {
  switch json {
  case .decimal: true
  case .array(let items): items.contains(where: hasDecimal)
  case .object(let members): members.contains { hasDecimal($0.value) }
  default: false
  }
}

/// SQLite's own reader, in memory.
private final class JSONOracle: Sendable {
  static let shared = try? JSONOracle()
  private let database: Mutex<Connection>

  private init() throws { database = Mutex(try Connection.open(":memory:", .scratch)) }

  func accepts(_ bytes: [UInt8]) -> Bool {
    database.withLock { database in
      let verdict = try? database.first(
        "SELECT json_valid(?)", UTF8Text(bytes), read: { $0.int(0) == 1 })
      return verdict == true
    }
  }
}
