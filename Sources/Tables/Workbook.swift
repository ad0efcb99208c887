/// Grids as one workbook (Office Open XML), one sheet each.
package struct Workbook: Sendable {
  private let grids: [Grid]

  package init(_ grids: [Grid]) { self.grids = grids }

  package var file: [UInt8] {
    var archive = Archive()
    func add(_ name: String, _ content: String) {
      archive.add(
        name,
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\(content)".utf8))
    }
    let places = grids.indices.map { "worksheets/sheet\($0 + 1).xml" }
    let office = "http://schemas.openxmlformats.org"
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let links = "\(office)/officeDocument/2006/relationships"
    add(
      "[Content_Types].xml",
      """
      <Types xmlns="\(office)/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="\(types).sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="\(types).styles+xml"/>\(places.map { "<Override PartName=\"/xl/\($0)\" ContentType=\"\(types).worksheet+xml\"/>" }.joined())</Types>
      """)
    add(
      "_rels/.rels",
      """
      <Relationships xmlns="\(office)/package/2006/relationships"><Relationship Id="r1" Type="\(links)/officeDocument" Target="xl/workbook.xml"/></Relationships>
      """)
    let sheets = zip(names, grids.indices).map { name, index in
      "<sheet name=\"\(Workbook.escaped(name))\" sheetId=\"\(index + 1)\" r:id=\"s\(index + 1)\"/>"
    }
    add(
      "xl/workbook.xml",
      """
      <workbook xmlns="\(office)/spreadsheetml/2006/main" xmlns:r="\(links)"><sheets>\(sheets.joined())</sheets></workbook>
      """)
    let relations = places.enumerated().map { index, place in
      "<Relationship Id=\"s\(index + 1)\" Type=\"\(links)/worksheet\" Target=\"\(place)\"/>"
    }
    add(
      "xl/_rels/workbook.xml.rels",
      """
      <Relationships xmlns="\(office)/package/2006/relationships">\(relations.joined())<Relationship Id="styles" Type="\(links)/styles" Target="styles.xml"/></Relationships>
      """)
    add("xl/styles.xml", Workbook.styles("\(office)/spreadsheetml/2006/main"))
    for (grid, place) in zip(grids, places) {
      add("xl/\(place)", Workbook.sheet(grid, "\(office)/spreadsheetml/2006/main"))
    }
    return archive.file
  }

  /// As sheets may be called: at most 31 characters, some of which are not allowed, each name once.
  private var names: [String] {
    var taken: Set<String> = []
    return grids.map { grid in
      let plain = grid.title.filter { !"[]:*?/\\'".contains($0) }
      var name = String(plain.prefix(28))
      if name.isEmpty { name = "表" }
      var number = 2
      let first = name
      while !taken.insert(name.lowercased()).inserted {
        name = "\(first)\(number)"
        number += 1
      }
      return name
    }
  }

  /// 0: texts, wrapped; 1: the head, bold; 2: numbers.
  private static func styles(_ space: String) -> String {
    """
    <styleSheet xmlns="\(space)"><fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf fontId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" applyFont="1"/><xf fontId="0" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
    """
  }

  private static func sheet(_ grid: Grid, _ space: String) -> String {
    let widths = grid.head.indices.map { column in
      let longest =
        grid.rows.prefix(200).map { row in
          row.indices.contains(column) ? row[column].words.unicodeScalars.count : 0
        }.max() ?? 0
      let width = min(60, max(longest, grid.head[column].unicodeScalars.count) * 2 + 4)
      return
        "<col min=\"\(column + 1)\" max=\"\(column + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    let head = "<row r=\"1\">\(grid.head.map { inline($0, style: 1) }.joined())</row>"
    let rows = grid.rows.enumerated().map { index, row in
      "<row r=\"\(index + 2)\">\(row.map(cell).joined())</row>"
    }
    return """
      <worksheet xmlns="\(space)"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>\(widths.joined())</cols><sheetData>\(head)\(rows.joined())</sheetData></worksheet>
      """
  }

  private static func cell(_ cell: Grid.Cell) -> String {
    switch cell {
    case .text(let text): inline(text, style: 0)
    case .number(let digits): "<c s=\"2\"><v>\(escaped(digits))</v></c>"
    }
  }

  private static func inline(_ text: String, style: Int) -> String {
    "<c t=\"inlineStr\" s=\"\(style)\"><is><t xml:space=\"preserve\">\(escaped(text))</t></is></c>"
  }

  /// What XML cannot carry at all is left out.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    // `_x0041_` would be read as an A: its first mark is written the long way.
    return escaped.contains("_x") ? escaped.replacing("_x", with: "_x005F_x") : escaped
  }
}
