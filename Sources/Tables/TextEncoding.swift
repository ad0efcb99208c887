import Glibc

/// Text for programs that know no UTF-8: GB18030, which has a place for every character there is.
package enum TextEncoding {
  package static func gb18030(_ text: some Sequence<UInt8>) -> [UInt8] {
    let converter = unsafe iconv_open("GB18030", "UTF-8")
    guard unsafe converter != iconv_t(bitPattern: -1) else {
      preconditionFailure("this system's iconv knows no GB18030")
    }
    defer { unsafe iconv_close(converter) }
    var input = Array(text)
    // One byte may become four: a letter that GBK does not have.
    var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
    var (left, room) = (input.count, output.count)
    let isWhole = unsafe input.withUnsafeMutableBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        var from = unsafe source.bindMemory(to: CChar.self).baseAddress
        var to = unsafe target.bindMemory(to: CChar.self).baseAddress
        return unsafe iconv(converter, &from, &left, &to, &room) != -1
      }
    }
    precondition(isWhole && left == 0, "what is UTF-8 has a place in GB18030")
    return Array(output.prefix(output.count - room))
  }
}
