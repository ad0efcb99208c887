/// A whole document, from doctype to end.
package func document(_ html: HTML) -> [UInt8] { html.bytes(after: "<!doctype html>\n") }
