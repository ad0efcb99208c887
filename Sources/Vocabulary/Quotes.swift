/// Quotation marks as they are printed: inside “ ” stand ‘ ’ (GB/T 15834). Names that people typed
/// bring their own into sentences of ours.
package enum Quotes {
  package static func nested(_ text: String) -> String {
    guard text.count(where: { $0 == "“" }) > 1 else { return text }
    var depth = 0
    return String(
      text.map { character -> Character in
        switch character {
        case "“":
          depth += 1
          return depth.isMultiple(of: 2) ? "‘" : "“"
        case "”":
          defer { depth = max(0, depth - 1) }
          return depth > 0 && depth.isMultiple(of: 2) ? "’" : "”"
        default: return character
        }
      })
  }
}
