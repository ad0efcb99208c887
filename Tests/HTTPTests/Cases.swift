import Foundation
import JSON
import TestSupport
import Testing

/// One line of `Tests/Vectors/http-cases.jsonl`: bytes as sent, answers as named.
struct RawCase: Sendable, CustomTestStringConvertible {
  let id: String
  let raw: [UInt8]
  let expect: String
  let closes: Bool?
  let note: String

  var testDescription: String { "\(id) \(note)" }

  static let all: [RawCase] = {
    let text = (try? Project.text("Tests/Vectors/http-cases.jsonl")) ?? ""
    return text.split(separator: "\n").compactMap { line in
      guard let json = try? JSON(parsing: String(line)), let raw = json["raw"]?.string,
        let id = json["id"]?.string, let expect = json["expect"]?.string, !raw.hasPrefix("(script)")
      else { return nil }
      // The file writes each byte as the character of that number.
      let bytes = raw.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      return RawCase(
        id: id, raw: bytes, expect: expect, closes: json["close"]?.bool,
        note: json["note"]?.string ?? "")
    }
  }()

  /// A row of statuses the server may give, and the body of the last.
  struct Alternative: Equatable {
    let statuses: [String]
    var body: String?
  }

  /// `400 | 2xx body=hello` and the like; `close` alone is no answer at all.
  var alternatives: [Alternative] {
    let wish = expect.replacingOccurrences(of: "close/408", with: "close|408")
    let plain = wish.replacingOccurrences(of: "no 100", with: "")
    return plain.split(separator: "|").map { part in
      let words = part.split { " ,+".contains($0) }
      let statuses = words.filter { $0.count == 3 && ($0.allSatisfy(\.isNumber) || $0 == "2xx") }
      let body = words.first { $0.hasPrefix("body=") }?.dropFirst(5)
      return Alternative(statuses: statuses.map(String.init), body: body.map(String.init))
    }
  }
}
