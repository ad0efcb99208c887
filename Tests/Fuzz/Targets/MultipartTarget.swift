import HTTP

/// A form with files, whole and in pieces, against a second reading that has it all before it.
extension FuzzTarget {
  static let multipart = FuzzTarget(
    name: "multipart",
    words: [
      "--b", "\r\n--b", "\r\n--b\r\n", "\r\n--b--", "--b--\r\n", "\r\n\r\n", "\r\n", "\r", "\n",
      "\r\r",
      "\r\n-", "\r\n--", "\r\n--\r\n--b", "Content-Disposition: form-data; name=\"a\"",
      "; filename=\"x.pdf\"", "; filename=\"..\\\\..\\\\x\"", "Content-Type: application/pdf",
      "form-data", "name=", "\\\"", "X: y\r\n",
    ],
    seeds: [
      "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n一\r\n--b\r\n"
        + "Content-Disposition: form-data; name=\"f\"; filename=\"x.pdf\"\r\n"
        + "Content-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n",
      "--b--", "--b--\r\n",
      "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\r\n-\r\n--\r\n--c\r\n--b--",
    ],
    complaint: { bytes in
      let whole = Reading(of: [bytes[...]])
      var dice = Dice(of: bytes)
      for most in [1, 3, 40] {
        let cut = Reading(of: dice.pieces(of: bytes, upTo: most))
        if cut != whole { return "whole \(whole), in pieces up to \(most) \(cut)" }
      }
      let second = SecondReading.bodies(in: bytes)
      switch whole.mistake {
      case nil: return second == whole.bodies ? nil : "\(whole.bodies), at second \(second ?? [])"
      case .framing: return second == nil ? nil : "refused what is well framed"
      default: return nil
      }
    })
}

private struct Reading: Equatable {
  private(set) var heads: [MultipartHead] = []
  private(set) var bodies: [[UInt8]] = []
  private(set) var mistake: MultipartReader.Mistake?

  init(of pieces: [ArraySlice<UInt8>]) {
    let type = ContentType(Array("multipart/form-data; boundary=b".utf8)[...])
    do {
      var reader = try MultipartReader(type, limit: 8)
      for piece in pieces { try reader.take(piece) { add($0) } }
      try reader.finish()
    } catch {
      mistake = error
    }
  }

  private mutating func add(_ event: MultipartReader.Event) {
    switch event {
    case .part(let head):
      heads.append(head)
      bodies.append([])
    case .data(let bytes): bodies[bodies.count - 1] += bytes
    case .end: break
    }
  }
}

/// Splits at the delimiters only; nil where that cannot be done.
private enum SecondReading {
  static func bodies(in bytes: [UInt8]) -> [[UInt8]]? {
    // With a line's end in front, the first delimiter is like all others.
    var rest = (Array("\r\n".utf8) + bytes)[...]
    var bodies: [[UInt8]] = []
    guard let first = next("\r\n--b", in: &rest), first.isEmpty else { return nil }
    while !rest.starts(with: "--".utf8) {
      guard rest.starts(with: "\r\n".utf8) else { return nil }
      rest.removeFirst(2)
      guard next("\r\n\r\n", in: &rest) != nil, let body = next("\r\n--b", in: &rest) else {
        return nil
      }
      bodies.append(body)
    }
    let tail = rest.dropFirst(2)
    return tail.isEmpty || tail.elementsEqual("\r\n".utf8) ? bodies : nil
  }

  /// What stands before `mark`; `rest` goes on behind it.
  private static func next(_ mark: String, in rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    let mark = Array(mark.utf8)
    var at = rest.startIndex
    while at + mark.count <= rest.endIndex {
      if rest[at..<(at + mark.count)].elementsEqual(mark) {
        defer { rest = rest[(at + mark.count)...] }
        return Array(rest[..<at])
      }
      at += 1
    }
    return nil
  }
}
