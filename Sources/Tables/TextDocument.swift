/// A text to be filled in and printed (Office Open XML, as word processors read it): a title in the
/// middle, paragraphs below.
package struct TextDocument: Sendable {
  private let title: String
  private let paragraphs: [String]

  package init(title: String, paragraphs: [String]) {
    self.title = title
    self.paragraphs = paragraphs
  }

  package var file: [UInt8] {
    var archive = Archive()
    archive.add("[Content_Types].xml", Array(Self.types.utf8))
    archive.add("_rels/.rels", Array(Self.relations.utf8))
    archive.add("word/document.xml", Array(document.utf8))
    return archive.file
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

  private static let types =
    head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    + "<Override PartName=\"/word/document.xml\" ContentType=\"\(main)\"/></Types>"

  private static let relations =
    head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"

  private var document: String {
    let body = paragraphs.map { paragraph($0, size: 32, isTitle: false) }.joined()
    return Self.head
      + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
      + paragraph(title, size: 44, isTitle: true) + body
      + "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1985\" w:left=\"1588\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr>"
      + "</w:body></w:document>"
  }

  /// - Parameter size: in half points.
  private func paragraph(_ text: String, size: Int, isTitle: Bool) -> String {
    let place = isTitle ? "<w:jc w:val=\"center\"/>" : ""
    let weight = isTitle ? "<w:b/>" : ""
    return
      "<w:p><w:pPr><w:spacing w:after=\"240\" w:line=\"560\" w:lineRule=\"auto\"/>\(place)</w:pPr>"
      + "<w:r><w:rPr><w:rFonts w:ascii=\"FangSong\" w:eastAsia=\"仿宋\" w:hAnsi=\"FangSong\"/>\(weight)<w:sz w:val=\"\(size)\"/></w:rPr>"
      + "<w:t xml:space=\"preserve\">\(Workbook.escaped(text))</w:t></w:r></w:p>"
  }
}
