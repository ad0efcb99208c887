import JSON
import Vocabulary

/// An occasion on which the portal writes to people, brought by the room that writes; the words lie in
/// `Forms/messages.json`.
package struct Occasion: Sendable, Hashable {
  package let name: String
  /// What may stand in braces.
  package let names: Set<String>

  package init(_ name: String, _ names: Set<String>) {
    self.name = name
    self.names = names
  }
}

package struct Templates: Sendable {
  package struct Template: Sendable {
    package let title: String
    package let text: String
    package let goesBySMS: Bool
  }

  package struct Mistake: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  /// Of every room, in their order.
  package let occasions: [Occasion]
  private let all: [Occasion: Template]

  package init(_ json: JSON, _ occasions: [Occasion]) throws(Mistake) {
    self.occasions = occasions
    var all: [Occasion: Template] = [:]
    for occasion in occasions {
      let name = occasion.name
      guard let item = json[name], let title = item["title"]?.string,
        let text = item["text"]?.string
      else { throw Mistake(description: "\(name) 要有 title 和 text") }
      for used in Templates.names(in: title + text) where !occasion.names.contains(used) {
        let known = occasion.names.sorted().map { "{\($0)}" }.joined(separator: "、")
        throw Mistake(description: "\(name) 里的 {\(used)} 没有这一项，可用的有 \(known)")
      }
      all[occasion] = Template(
        title: title, text: text, goesBySMS: item["sms"]?.bool ?? false)
    }
    for member in json.members ?? [] where !occasions.contains(where: { $0.name == member.name }) {
      throw Mistake(description: "没有“\(member.name)”这种通知")
    }
    self.all = all
  }

  package subscript(occasion: Occasion) -> Template {
    all[occasion] ?? Template(title: occasion.name, text: "", goesBySMS: false)
  }

  static func fill(_ text: String, _ values: [String: String]) -> String {
    text.filled(with: values)
  }

  private static func names(in text: String) -> [String] {
    text.split(separator: "{").dropFirst().compactMap { piece in
      piece.firstIndex(of: "}").map { String(piece[..<$0]) }
    }
  }
}
