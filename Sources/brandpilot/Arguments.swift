/// A command's options as they were given.
struct Arguments {
  struct Option: Sendable {
    let name: String
    /// Empty for a switch.
    let value: String
    let meaning: String

    /// - Parameter value: what stands for the value in the help.
    init(_ name: String, _ value: String, _ meaning: String) {
      self.name = name
      self.value = value
      self.meaning = meaning
    }
  }

  struct Misuse: Error {
    let sentence: String
  }

  private var values: [String: String] = [:]
  private(set) var words: [String] = []

  init(_ given: [String], options: [Option], words most: Int) throws(Misuse) {
    var rest = given[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        words.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard let option = options.first(where: { $0.name == parts[0] }) else {
        throw Misuse(sentence: "没有 \(parts[0]) 这个选项")
      }
      guard values[parts[0]] == nil else { throw Misuse(sentence: "\(parts[0]) 只能写一次") }
      if option.value.isEmpty {
        guard parts.count == 1 else { throw Misuse(sentence: "\(parts[0]) 后面不写值") }
        values[parts[0]] = ""
        continue
      }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
        throw Misuse(sentence: "\(parts[0]) 后面要有一个值")
      }
      values[parts[0]] = value
    }
    if words.count > most { throw Misuse(sentence: "多了“\(words[most])”") }
  }

  subscript(name: String) -> String? { values[name] }

  func has(_ name: String) -> Bool { values[name] != nil }

  func require(_ name: String) throws(Misuse) -> String {
    guard let value = values[name] else { throw Misuse(sentence: "缺少 \(name)") }
    return value
  }

  /// Every option of a kind, as `--limit-…`.
  func starting(with prefix: String) -> [(name: String, value: String)] {
    values.filter { $0.key.hasPrefix(prefix) }
      .map { (String($0.key.dropFirst(prefix.utf8.count)), $0.value) }
  }
}
