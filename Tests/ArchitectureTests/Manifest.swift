import Foundation
import TestSupport

/// The rooms as `Package.swift` declares them, read from its own lines.
struct Manifest {
  struct Room: Sendable {
    let kind: String
    let name: String
    let folder: String
    let needs: [String]
  }

  let rooms: [Room]

  init() throws {
    let text = try Project.text("Package.swift")
    let start = text.range(of: "targets: [")?.upperBound ?? text.startIndex
    let end = text.range(of: "swiftLanguageModes")?.lowerBound ?? text.endIndex
    let body = String(text[start..<end])
    let found = ["system(", "module(", "program(", "tests("].flatMap { opening in
      Manifest.calls(of: opening, in: body)
    }
    rooms = found.sorted { $0.place < $1.place }.map { Manifest.room($0.opening, $0.text) }
  }

  subscript(name: String) -> Room? { rooms.first { $0.name == name } }

  private struct Call {
    let opening: String
    let place: Int
    /// What stands between the brackets.
    let text: String
  }

  private static func calls(of opening: String, in text: String) -> [Call] {
    var calls: [Call] = []
    var rest = text.startIndex..<text.endIndex
    while let found = text.range(of: opening, range: rest) {
      var depth = 1
      let inside = text[found.upperBound...].prefix { character in
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        return depth > 0
      }
      let place = text.distance(from: text.startIndex, to: found.lowerBound)
      calls.append(Call(opening: opening, place: place, text: String(inside)))
      rest = found.upperBound..<text.endIndex
    }
    return calls
  }

  private static func room(_ opening: String, _ call: String) -> Room {
    func words(_ text: some StringProtocol) -> [String] {
      text.components(separatedBy: "\"").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
    let kind = String(opening.dropLast())
    let name = words(call)[0]
    let list = ["needs: [", "of: ["].lazy.compactMap { call.range(of: $0) }.first
    let needs = list.map { words(call[$0.upperBound...].prefix { $0 != "]" }) } ?? []
    let place = call.range(of: "at: ").map { words(call[$0.upperBound...])[0] }
    let folder = place ?? (kind == "tests" ? "Tests/\(name)" : "Sources/\(name)")
    return Room(kind: kind, name: name, folder: folder, needs: needs)
  }
}
