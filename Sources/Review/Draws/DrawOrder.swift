import Digest
import JSON

/// The draw itself, as its public page describes it: nothing in it that a reader cannot do again.
enum DrawOrder {
  /// By HMAC-SHA-256 of each candidate's id under the two numbers joined, the bureau's first; the
  /// smallest code first.
  static func order(_ candidates: [String], bureau: [UInt8], supervisor: [UInt8]) -> [String] {
    let key = bureau + supervisor
    return candidates.map { (id: $0, code: HMAC.code(key: key, Array($0.utf8))) }
      .sorted { $0.code.lexicographicallyPrecedes($1.code) }
      .map(\.id)
  }

  static func code(_ candidate: String, bureau: [UInt8], supervisor: [UInt8]) -> String {
    Hex.text(HMAC.code(key: bureau + supervisor, Array(candidate.utf8)))
  }

  static let words = [
    "候选人、回避的人和理由、本组的申请、人数，写成一份 JSON（键按字节排序、没有空格、UTF-8），它的 SHA-256 在抽取以前公布。",
    "市局和监督员各取 32 个随机字节，先只公布各自的 SHA-256（承诺）；两个承诺都在了，才揭示随机数。",
    "两个随机数首尾相接（市局的在前）作密钥，对每个候选人的编号（UTF-8）算 HMAC-SHA-256，按结果从小到大排。",
    "前面的是成员，接下来的是候补；任何人都可以照此重算。",
  ]
}
