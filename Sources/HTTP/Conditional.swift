/// Conditional reads of RFC 9110 §13: what the reader already has is not sent again.
extension Response {
  func conditional(on head: RequestHead) -> Response {
    guard head.isRead, status == .ok, let etag else { return self }
    let wanted = head.fields.all("if-none-match")
    guard !wanted.isEmpty, Self.matches(wanted, etag) else { return self }
    var answer = self
    answer.status = .notModified
    answer.dropBody()
    return answer
  }

  /// Weak comparison: `W/"x"` and `"x"` are the same representation here.
  private static func matches(_ values: [ArraySlice<UInt8>], _ etag: String) -> Bool {
    for value in values {
      if Characters.trimmed(value).elementsEqual("*".utf8) { return true }
      for candidate in value.split(separator: UInt8(ascii: ",")) {
        let tag = Characters.trimmed(candidate)
        let strong = tag.starts(with: "W/".utf8) ? tag.dropFirst(2) : tag
        if strong.elementsEqual(etag.utf8) { return true }
      }
    }
    return false
  }
}
