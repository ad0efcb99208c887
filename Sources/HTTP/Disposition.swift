/// Content-Disposition for downloads (RFC 6266): any file name, always one line of ASCII.
package enum Disposition {
  package static func attachment(_ fileName: String) -> String { text("attachment", fileName) }
  package static func inline(_ fileName: String) -> String { text("inline", fileName) }

  private static func text(_ way: String, _ fileName: String) -> String {
    let plain = String(decoding: fileName.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    return "\(way); filename*=UTF-8''\(Percent.encode(plain))"
  }
}
