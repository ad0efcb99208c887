/// A whole document, from doctype to end.
package func document(_ html: HTML) -> [UInt8] {
  Array("<!doctype html>\n".utf8) + html.bytes
}
