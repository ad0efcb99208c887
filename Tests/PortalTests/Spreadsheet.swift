import JSON
import Linux
import TestSupport
import Testing

/// A workbook as somebody else's program reads it: each cell with what it is held to be.
enum Spreadsheet {
  struct Sheet { let name: String, rows: [[Cell]] }

  enum Cell: Equatable, CustomStringConvertible {
    case text(String)
    case number(Int)
    case formula(String)
    case empty

    var description: String {
      switch self {
      case .text(let text): "“\(text)”"
      case .number(let number): "\(number)"
      case .formula(let text): "公式 \(text)"
      case .empty: "—"
      }
    }
  }

  /// The 推荐汇总表 of BatchTests' two: what has to be in every cell.
  static func summary(_ numbers: [String]) -> [[Cell]] {
    func row(_ rank: Int, _ item: String, _ priority: String, _ honours: String, _ opinion: String)
      -> [Cell]
    {
      [
        .number(rank), .text(numbers[rank - 1]), .text("上海禾欣食品有限公司"), .text("91310104MA1FR00186"),
        .text(item), .text("产品"),
        .text("10860001"), .text("14 食品制造业"), .text(priority),
        honours.isEmpty ? .empty : .text(honours), .text("4 项符合"), .empty, .text(opinion),
        .text("李华"), .text("13800138000"),
      ]
    }
    let head = [
      "序号", "申请编号", "企业名称", "统一社会信用代码", "产品或服务", "类别", "商标", "所属行业", "重点推荐", "称号及证明", "条件核查结论",
      "征求意见情况", "推荐意见", "联系人", "联系电话",
    ]
    var sums = Array(repeating: Cell.empty, count: head.count)
    (sums[0], sums[2], sums[4], sums[8]) = (.text("合计"), .number(1), .number(2), .number(1))
    return [
      head.map { .text($0) },
      row(1, "禾欣有机米饼", "是：上海市市长质量奖", "上海市市长质量奖（公布的名单或决定：沪府发〔2024〕3号）", "符合条件，予以推荐。"),
      row(2, "=SUM(1,2)", "否", "", "予以推荐。"), sums,
    ]
  }

  private static let script = """
    import json, sys, openpyxl
    book = openpyxl.load_workbook(sys.argv[1])
    print(json.dumps([[sheet.title, [[[c.data_type, c.value] for c in row] for row in sheet.iter_rows()]]
      for sheet in book]))
    """

  static func read(_ path: String) throws -> [Sheet] { try read(path, by: script) }

  private static func read(_ path: String, by script: String) throws -> [Sheet] {
    let said = try Program.run("/usr/bin/python3", ["-c", script, path])
    try #require(said.code == 0, "\(said.errors)")
    return try JSON(parsing: Array(said.output.utf8)).array?.map { sheet in
      Sheet(
        name: sheet.array?[0].string ?? "",
        rows: sheet.array?[1].array?.map { $0.array?.map(cell) ?? [] } ?? [])
    } ?? []
  }

  /// Each as LibreOffice opens it: kept by it in its own plain form, from which the cells are read.
  private static let office = """
    import json, sys, xml.etree.ElementTree as tree
    t, o, x = ["{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}" % name for name in ("table", "office", "text")]
    def cell(one):
      kind = one.get(o + "value-type")
      words = "\\n".join("".join(p.itertext()) for p in one.findall(x + "p"))
      if one.get(t + "formula"): return ["f", one.get(t + "formula")]
      if kind == "float": return ["n", int(float(one.get(o + "value")))]
      return ["s", words] if kind else ["n", None]
    rows = []
    for row in tree.parse(sys.argv[1]).getroot().iter(t + "table-row"):
      cells = []
      for one in row.findall(t + "table-cell"):
        count = int(one.get(t + "number-columns-repeated", "1"))
        cells += [cell(one)] * (count if count < 100 else 0)
      if cells: rows.append(cells)
    print(json.dumps([[sys.argv[1], rows]]))
    """

  /// - Parameter reading: what it has to be told of a file that does not say what it is in.
  static func readByOffice(
    _ path: String, reading: String? = nil, in folder: String
  ) throws -> [[Cell]] {
    let said = try Program.run(
      "/usr/bin/soffice",
      ["--headless", "-env:UserInstallation=file://\(folder)/office"]
        + (reading.map { ["--infilter=\($0)"] } ?? [])
        + ["--convert-to", "fods", "--outdir", "\(folder)/opened", path])
    try #require(said.code == 0, "\(said.errors)")
    let name = path.split(separator: "/").last?.split(separator: ".").first ?? ""
    let rows = try read("\(folder)/opened/\(name).fods", by: office).first?.rows ?? []
    // What is empty to the edge of the sheet is not written out.
    let width = rows.map(\.count).max() ?? 0
    return rows.map { $0 + Array(repeating: .empty, count: width - $0.count) }
  }

  /// `s` is a text, `n` a number or nothing, `f` what would be calculated.
  private static func cell(_ json: JSON) -> Cell {
    switch (json.array?[0].string, json.array?[1]) {
    case ("s", .string(let text)?): text.isEmpty ? .empty : .text(text)
    case ("n", .integer(let number)?): .number(number)
    case (_, .null?): .empty
    case (_, let value?): .formula(value.text)
    default: .empty
    }
  }
}

extension Array {
  /// Nil beyond its end, so that a table that is too small says so instead of ending the run.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
