import HTML
import Vocabulary

/// The clause a statement rests on, in brackets at its end: once for a group, linked to its sentence.
package func clause(_ text: String) -> HTML {
  span(.class("clause")) {
    "（"
    citations(text)
    "）"
  }
}

/// One clause or several (000 一（一）、004 附件4), as people name them, each linked to its sentence.
package func citations(_ text: String) -> HTML {
  group {
    for (index, piece) in text.split(separator: "、").enumerated() {
      if index > 0 { "、" }
      citation(String(piece))
    }
  }
}

private func citation(_ text: String) -> HTML {
  guard let citation = Citation(text), Citation.name(of: citation.document) != nil,
    let address = Address(
      site: "/documents/\(citation.document)#\(percent(citation.anchor))")
  else { return HTML(Citation.readable(text)) }
  return a(.class("keep"), .href(address)) { citation.words }
}

/// In an address only letters, digits and dashes stand as they are.
private func percent(_ text: String) -> String {
  let hex = Array("0123456789ABCDEF".utf8)
  var bytes: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."):
      bytes.append(byte)
    default: bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
