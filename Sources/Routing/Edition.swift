import Vocabulary

extension Sheet {
  /// Over which edition a form that comes back is sent again: what was typed was typed over the one that was
  /// sent, and only whoever has been told of another goes on over that.
  package func edition(now: Int) -> Int {
    if problems.contains(where: { $0.code == "stale" || $0.field == Edition.name }) { return now }
    return Int(answers.text(Edition.field.note)) ?? now
  }
}

/// Which edition of what it is about the sender of an act has seen: nobody decides on what has become
/// something else meanwhile.
package enum Edition {
  package static let name = "edition"

  /// Of what has no one number of its own: one for all that these lines say, another as soon as one of them
  /// says something else.
  package static func of(_ lines: some Sequence<String>) -> Int {
    var sum = 7
    for line in lines {
      for byte in line.utf8 { sum = (sum * 31 + Int(byte)) % 999_983 }
    }
    return sum
  }

  /// Of what is written anew: whoever writes says over what.
  package static let asked = Field<Int>.integer(
    name, "改的是第几版", 0...1_000_000, help: "还没有写过的是 0。")

  /// Of what is decided on: it is decided as it was read.
  static let seen = Field<Int>.integer(
    name, "您看到的是第几版", 0...1_000_000, help: "其间有变化就不办。")

  static let field = Field<Int>.integer(
    name, "您看到的是第几版", 0...1_000_000, help: "写了，其间有变化就不办；不写，按现在的办。"
  ).optional
}
