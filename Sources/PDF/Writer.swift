/// The file itself (PDF 1.7): objects, their places, the trailer. No font is carried: text is in a face
/// that every viewer has for simplified Chinese (ISO 32000-1, 9.7.5.2), with a map back to Unicode, so
/// that it can be searched and copied.
struct Writer {
  private enum Known {
    static let catalog = 1
    static let pages = 2
    static let font = 3
    static let descendant = 4
    static let descriptor = 5
    static let meaning = 6
    static let info = 7
    static let outline = 8
    static let first = 9
  }

  private let document: Document
  private let layout: Layout

  init(_ document: Document) {
    self.document = document
    var layout = Layout(document.blocks)
    if document.blocks.contains(where: { if case .contents = $0 { true } else { false } }) {
      // Once to know how many pages the contents take, once more for the pages that they name.
      for _ in 0..<2 { layout = Layout(document.blocks, known: layout.headings) }
    }
    self.layout = layout
  }

  var file: [UInt8] {
    var objects: [Int: [UInt8]] = [:]
    let count = layout.pages.count
    let page = { (index: Int) in Known.first + index * 2 }
    let headings = layout.headings
    let firstItem = page(count)
    objects[Known.catalog] = Array(
      ("<< /Type /Catalog /Pages \(Known.pages) 0 R /Lang (zh-CN) "
        + "/ViewerPreferences << /DisplayDocTitle true >>"
        + (headings.isEmpty ? "" : " /Outlines \(Known.outline) 0 R") + " >>").utf8)
    let kids = (0..<count).map { "\(page($0)) 0 R" }.joined(separator: " ")
    objects[Known.pages] = Array("<< /Type /Pages /Count \(count) /Kids [\(kids)] >>".utf8)
    objects[Known.font] = Array(
      ("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H "
        + "/Encoding /UniGB-UTF16-H /DescendantFonts [\(Known.descendant) 0 R] "
        + "/ToUnicode \(Known.meaning) 0 R >>").utf8)
    objects[Known.descendant] = Array(
      ("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        + "<< /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> "
        + "/FontDescriptor \(Known.descriptor) 0 R /DW 1000 /W [1 95 500 814 939 500] >>").utf8)
    objects[Known.descriptor] = Array(
      ("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
        + "/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        + "/CapHeight 880 /StemV 93 >>").utf8)
    objects[Known.meaning] = stream(meaning)
    objects[Known.info] = Array(
      "<< /Title <FEFF\(Ink.hex(document.title))> >>".utf8)
    objects[Known.outline] = Array(
      (headings.isEmpty
        ? "<< /Type /Outlines /Count 0 >>"
        : "<< /Type /Outlines /Count \(headings.count) /First \(firstItem) 0 R "
          + "/Last \(firstItem + headings.count - 1) 0 R >>").utf8)
    for (index, one) in layout.pages.enumerated() {
      objects[page(index)] = Array(self.page(one, contents: page(index) + 1, page).utf8)
      objects[page(index) + 1] = stream(one.ink.bytes + foot(index, of: count).bytes)
    }
    for (index, heading) in headings.enumerated() {
      let own = firstItem + index
      objects[own] = Array(
        ("<< /Title <FEFF\(Ink.hex(heading.text))> /Parent \(Known.outline) 0 R"
          + (index > 0 ? " /Prev \(own - 1) 0 R" : "")
          + (index < headings.count - 1 ? " /Next \(own + 1) 0 R" : "")
          + " /Dest \(destination(page(heading.page), heading.y)) >>").utf8)
    }
    return Writer.joined(objects)
  }

  private func page(
    _ page: Layout.Page, contents: Int, _ number: (Int) -> Int
  ) -> String {
    let links = page.links.map { link in
      let box = [link.box.0, link.box.1, link.box.2, link.box.3].map(Ink.number)
        .joined(separator: " ")
      return "<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [\(box)] "
        + "/Dest \(destination(number(link.page), link.y)) >>"
    }
    return "<< /Type /Page /Parent \(Known.pages) 0 R "
      + "/MediaBox [0 0 \(Ink.number(Layout.width)) \(Ink.number(Layout.height))] "
      + "/Resources << /Font << /F1 \(Known.font) 0 R >> >> /Contents \(contents) 0 R"
      + (links.isEmpty ? "" : " /Annots [\(links.joined(separator: " "))]") + " >>"
  }

  private func destination(_ page: Int, _ y: Double) -> String {
    "[\(page) 0 R /XYZ null \(Ink.number(y)) null]"
  }

  private func foot(_ index: Int, of count: Int) -> Ink {
    var ink = Ink()
    let number = "第 \(index + 1) 页，共 \(count) 页"
    let room = (Layout.width - 114) / 9 - Text.width(number) - 2
    ink.text(Text.lines(document.foot, within: room).first ?? "", at: (57, 36), 9, grey: 0.4)
    ink.text(
      number, at: (Layout.width - 57 - Text.width(number) * 9, 36), 9, grey: 0.4)
    return ink
  }

  /// What each code that is drawn means: itself.
  private var meaning: [UInt8] {
    var used = layout.pages.reduce(into: Set<Unicode.Scalar>()) { $0.formUnion($1.ink.used) }
    for index in layout.pages.indices {
      used.formUnion(foot(index, of: layout.pages.count).used)
    }
    let codes = used.sorted { $0.value < $1.value }.map { Ink.hex(String($0)) }
    var text =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      + "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      + "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n"
      + "<0000> <FFFF>\nendcodespacerange\n"
    for start in stride(from: 0, to: codes.count, by: 100) {
      let some = codes[start..<min(start + 100, codes.count)]
      text += "\(some.count) beginbfchar\n"
      for code in some { text += "<\(code)> <\(code)>\n" }
      text += "endbfchar\n"
    }
    return Array((text + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").utf8)
  }

  private func stream(_ bytes: [UInt8]) -> [UInt8] {
    Array("<< /Length \(bytes.count) >>\nstream\n".utf8) + bytes + Array("\nendstream".utf8)
  }

  private static func joined(_ objects: [Int: [UInt8]]) -> [UInt8] {
    // The second line tells programs that there is more than ASCII in it.
    var file: [UInt8] = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for number in 1...objects.count {
      let place = String(file.count)
      table += String(repeating: "0", count: 10 - place.utf8.count) + place + " 00000 n \n"
      file += Array("\(number) 0 obj\n".utf8) + (objects[number] ?? []) + Array("\nendobj\n".utf8)
    }
    let start = file.count
    file += Array(table.utf8)
    file += Array(
      ("trailer\n<< /Size \(objects.count + 1) /Root \(Known.catalog) 0 R "
        + "/Info \(Known.info) 0 R >>\nstartxref\n\(start)\n%%EOF\n").utf8)
    return file
  }
}
