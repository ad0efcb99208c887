/// Levenshtein's distance, for “did you mean”.
enum Edits {
  static func count(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var before = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, before + (x == y ? 0 : 1))
        before = above
      }
    }
    return row[b.count]
  }
}
