/// What the journal says of an act is read by people who do not know the programme.
package enum Sentence {
  /// What is wrong with it; nil where it reads as Chinese.
  package static func flaw(of text: String) -> String? {
    guard let first = text.first, first.isHan || first == "“" else { return "不以汉字开头" }
    for mark in ["nil", "Optional(", "{", "}", "  ", "。。", "（）", "“”"] where text.contains(mark) {
      return "里面有“\(mark)”"
    }
    // What somebody wrote, and a package's name, may be in any letters.
    var isQuoted = false
    var word = ""
    for character in text + " " {
      if character == "“" { isQuoted = true }
      if character == "”" { isQuoted = false }
      if !isQuoted, character.isASCII, character.isLetter || "-.@_".contains(character) {
        word.append(character)
        continue
      }
      if word.count(where: \.isLowercase) > 2, !word.hasPrefix("pilot-") {
        return "里面有程序的名字“\(word)”"
      }
      word = ""
    }
    return nil
  }
}

extension Character {
  fileprivate var isHan: Bool {
    unicodeScalars.first.map { 0x4E00...0x9FFF ~= $0.value } == true
  }
}
