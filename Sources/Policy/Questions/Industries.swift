import JSON

/// GB/T 4754: sections by letter, divisions by two digits, as they lie in Seeds/industries.json.
package struct Industries: Sendable, Equatable {
  package let choices: [Question.Choice]

  /// Nil where the file is not what it should be.
  package init?(_ json: JSON) {
    var choices: [Question.Choice] = []
    func add(_ item: JSON) -> Bool {
      guard let code = item["code"]?.string, let name = item["name"]?.string else { return false }
      choices.append(.init(value: code, label: "\(code) \(name)"))
      return true
    }
    for section in json["sections"]?.array ?? [] {
      guard add(section), let divisions = section["divisions"]?.array,
        divisions.allSatisfy(add)
      else { return nil }
    }
    if choices.isEmpty { return nil }
    self.choices = choices
  }
}
