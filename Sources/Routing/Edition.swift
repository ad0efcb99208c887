import Vocabulary

/// Which edition of what it is about the sender of an act has seen: nobody decides on what has become
/// something else meanwhile.
package enum Edition {
  package static let name = "edition"

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
