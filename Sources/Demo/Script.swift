import JSON
import Vocabulary

/// Who plays and what they write (Seeds/demo/script.json): all of it made up.
package struct Script: Sendable {
  struct Enterprise: Sendable {
    let key, district: String
    /// Who writes and who signs.
    let writer, signatory: String
    let item: String
    let kind: String
    fileprivate let words: [String: String]
    var name: String { words["name"] ?? "" }
    var creditCode: String { words["creditCode"] ?? "" }

    func with(item other: String) -> Enterprise {
      var words = words
      words["item"] = other
      return Enterprise(
        key: key, district: district, writer: writer, signatory: signatory, item: other,
        kind: kind, words: words)
    }
  }

  let enterprises: [Enterprise]
  /// Those that have no account and hand in on paper.
  let onPaper: [Enterprise]
  let experts: [String]
  /// Logins of those who may be drawn, by name.
  let names: [String: String]
  let districts: [String: (handler: String, approver: String)]
  /// The package that its rounds open with, and the honour that some enterprises have won.
  let package, honour: String
  private let more: JSON
  private let answers: JSON
  private let employer: String

  package init(_ json: JSON) {
    answers = json["answers"] ?? .null
    more = json["more"] ?? .null
    employer = json["employer"]?.string ?? ""
    package = json["package"]?.string ?? ""
    honour = json["honour"]?.string ?? ""
    experts = (json["people"]?.array ?? []).compactMap { person in
      person["roles"]?.array?.isEmpty == true ? person["login"]?.string : nil
    }
    names = Dictionary(
      (json["people"]?.array ?? []).map {
        ($0["name"]?.string ?? "", $0["login"]?.string ?? "")
      } + (json["drawn"]?.members ?? []).map { ($0.name, $0.value.string ?? "") },
      uniquingKeysWith: { first, _ in first })
    var districts: [String: (handler: String, approver: String)] = [:]
    for (key, pair) in (json["districts"]?.members ?? []).map({ ($0.name, $0.value) }) {
      districts[key] = (
        handler: pair["handler"]?.string ?? "", approver: pair["approver"]?.string ?? ""
      )
    }
    self.districts = districts
    enterprises = Self.enterprises(json["enterprises"])
    onPaper = Self.enterprises(json["onPaper"])
  }

  private static func enterprises(_ json: JSON?) -> [Enterprise] {
    (json?.array ?? []).enumerated().map { index, item in
      var words: [String: String] = [:]
      for member in item.members ?? [] { words[member.name] = member.value.string }
      words["enterprise"] = words["name"]
      words["code"] = pad(index + 1, 3)
      return Enterprise(
        key: words["key"] ?? "", district: words["district"] ?? "",
        writer: words["writer"] ?? words["key"] ?? "",
        signatory: words["signatory"] ?? words["key"] ?? "", item: words["item"] ?? "",
        kind: words["kind"] ?? "", words: words)
    }
  }

  func enterprise(_ key: String, item: String? = nil) -> Enterprise {
    guard let found = enterprises.first(where: { $0.key == key }) else {
      preconditionFailure("the script has no enterprise \(key)")
    }
    return item.map(found.with) ?? found
  }

  /// Further items of an enterprise, in order.
  func item(_ key: String, _ index: Int) -> String { more[key]?.array?[index].string ?? "" }

  /// What this enterprise answers on this day.
  func answers(_ name: String, _ enterprise: Enterprise? = nil, on today: Day) -> JSON {
    var words = enterprise?.words ?? [:]
    words["today"] = "\(today)"
    words["employer"] = employer
    return fill(answers[name] ?? .null, words, year: today.year)
  }

  private func fill(_ json: JSON, _ words: [String: String], year: Int) -> JSON {
    switch json {
    case .array(let items): return .array(items.map { fill($0, words, year: year) })
    case .object(let members):
      return .object(members.map { .init($0.name, fill($0.value, words, year: year)) })
    case .string(let text):
      if let back = (1...3).first(where: { text == "{year-\($0)}" }) {
        return .integer(year - back)
      }
      guard text.contains("{") else { return json }
      var filled = text
      for back in 1...3 { filled = filled.replacing("{year-\(back)}", with: "\(year - back)") }
      for (name, word) in words { filled = filled.replacing("{\(name)}", with: word) }
      return .string(filled)
    default: return json
    }
  }
}
