import JSON
import Vocabulary

/// How registers word things (Seeds/entity-types.json): “有限责任公司（自然人投资或控股）” is a
/// companyLimited; “…分公司” is a branch whatever else it says.
package struct EntityTypes: Sendable {
  /// Words and meanings, the more telling first.
  private let types: [(word: String, meaning: String)]
  /// Registration authorities that are Shanghai's.
  private let authorities: [String]
  let going: [String]
  let ended: [String]
  /// Gone to another place.
  let left: [String]
  /// How the names of branches end.
  private let branches: [String]

  /// Nil where the file is not what it should be.
  package init?(_ json: JSON) {
    func words(_ name: String) -> [String] { json[name]?.array?.compactMap(\.string) ?? [] }
    types = (json["types"]?.array ?? []).compactMap { item in
      guard let word = item["word"]?.string, let meaning = item["meaning"]?.string else {
        return nil
      }
      return (word, meaning)
    }
    (authorities, going, ended) = (words("authorities"), words("going"), words("ended"))
    (branches, left) = (words("branches"), words("left"))
    let needed = [authorities, going, ended, branches, left]
    if types.isEmpty || needed.contains(where: \.isEmpty) { return nil }
  }

  package func meaning(of type: String) -> String? {
    let type = Array(type.utf8)
    return types.first { Self.holds(type, Array($0.word.utf8)) }?.meaning
  }

  /// Byte by byte: both are folded, and this is asked on every page of an application.
  private static func holds(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    if word.isEmpty || word.count > text.count { return word.isEmpty }
    return (0...(text.count - word.count)).contains { text[$0...].starts(with: word) }
  }

  /// “…有限公司徐汇分公司” says by its name alone that it is no legal person.
  func isBranch(name: String) -> Bool {
    let name = Plain.folded(name)
    return branches.contains { name.hasSuffix($0) }
  }

  /// Whether an authority is Shanghai's; nil where its name does not tell. What the State's own
  /// authority has registered is where its address is.
  package func isHere(_ authority: String, address: String) -> Bool? {
    if authority.hasPrefix("国家") { return isHere(place: address) }
    if authorities.contains(where: { authority.utf8.starts(with: $0.utf8) }) { return true }
    return isHere(place: authority)
  }

  /// By the place a text begins with: 上海市…, 杭州市…, 浙江省…; not the 市 of 市场.
  private func isHere(place: String) -> Bool? {
    if ["上海市", "中国（上海）", "中国(上海)"].contains(where: place.hasPrefix) { return true }
    let start = Array(place.prefix(10))
    let names = start.indices.dropFirst().contains { index in
      start[index] == "省" || start[index...].starts(with: "自治区")
        // A city, and not the 市 of 市场监管局 or 市监局.
        || start[index] == "市"
          && !(start.dropFirst(index + 1).first.map { "场监".contains($0) } ?? false)
    }
    return names ? false : nil
  }
}
