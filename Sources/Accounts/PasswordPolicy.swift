import Routing
import Vocabulary

/// What a password must be. Two schools disagree, so it is a profile (reliability R28): GB/T 22239
/// level 3 wants classes and renewal, ASVS 5.0 forbids both.
package struct PasswordPolicy: Sendable {
  package enum Profile: String, Sendable, CaseIterable { case mlps3, asvs }

  package let profile: Profile
  private let common: Set<String>

  package init(_ profile: Profile, common: Set<String>) {
    self.profile = profile
    self.common = common
  }

  static let mostDays = 90
  /// So many old ones are not taken again.
  var remembered: Int { profile == .mlps3 ? 5 : 0 }

  func isExpired(_ since: Instant, at now: Instant) -> Bool {
    profile == .mlps3
      && now.milliseconds - since.milliseconds > Int64(Self.mostDays) * 86_400_000
  }

  package var help: String {
    switch profile {
    case .mlps3: "至少 12 个字符，大写字母、小写字母、数字、符号至少用到三类；一句好记的话最好。"
    case .asvs: "至少 12 个字符，什么字符都可以；一句好记的话最好。"
    }
  }

  /// What is wrong with it, as a sentence; nil when nothing is.
  package func complaint(about password: String, of names: [String]) -> String? {
    let count = password.unicodeScalars.count
    if count < 12 { return "密码至少要 12 个字符，现在是 \(count) 个。" }
    if password.utf8.contains(0) { return "密码里有一个看不见的空字符（NUL），请删掉后重新输入。" }
    if password.utf8.count > 511 { return "密码太长，最多 511 个字节（汉字每个三个字节）。" }
    if profile == .mlps3, PasswordPolicy.classes(password) < 3 {
      return "大写字母、小写字母、数字、符号，至少要用到三类（汉字算符号）。"
    }
    let plain = PasswordPolicy.plain(password)
    if isCommon(plain) { return "这个密码太常见，容易被猜中，请换一个。" }
    if Set(password.unicodeScalars).count < 5 { return "重复的字符太多，容易被猜中，请换一个。" }
    for name in names.map(PasswordPolicy.plain) where name.utf8.count >= 3 {
      // A name makes up most of it.
      if plain.contains(name), plain.utf8.count - name.utf8.count < 8 {
        return "密码里不要用自己的名字、登录名或单位名。"
      }
    }
    return nil
  }

  private static func classes(_ password: String) -> Int {
    var found: Set<Int> = []
    for scalar in password.unicodeScalars {
      switch scalar {
      case "a"..."z": found.insert(0)
      case "A"..."Z": found.insert(1)
      case "0"..."9": found.insert(2)
      default: found.insert(3)
      }
    }
    return found.count
  }

  private static let disguises: [Unicode.Scalar: Unicode.Scalar] = [
    "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "5": "s", "$": "s", "7": "t",
  ]

  /// Small letters and digits alone, with the usual disguises taken off.
  private static func plain(_ text: String) -> String {
    let kept = text.lowercased().unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
      let bare = disguises[scalar] ?? scalar
      return bare.properties.isAlphabetic || bare.properties.numericType != nil ? bare : nil
    }
    return String(String.UnicodeScalarView(kept))
  }

  /// Made of common words and runs and nothing else to speak of.
  private func isCommon(_ plain: String) -> Bool {
    var rest = plain.unicodeScalars[...]
    var unknown = 0
    while !rest.isEmpty {
      let word = (3...max(3, min(16, rest.count))).reversed().first { length in
        length <= rest.count && common.contains(String(rest.prefix(length)))
      }
      if let word {
        rest = rest.dropFirst(word)
      } else {
        unknown += 1
        rest = rest.dropFirst()
      }
    }
    return unknown < 5
  }

  /// The list as it lies in Seeds, brought to the same plain form; once, however many portals one program has.
  package static func words(_ lines: String) -> Set<String> {
    known.made(for: lines) {
      Set(lines.split(whereSeparator: \.isWhitespace).map { plain(String($0)) })
    }
  }
  private static let known = Memories<String, Set<String>>(most: 2)
}
