/// Puts blocks on pages of A4.
struct Layout {
  static let width = 595.0
  static let height = 842.0
  private static let margin = 57.0
  private static let inner = width - 2 * margin
  private static let floor = 64.0

  struct Page: Sendable {
    var ink = Ink()
    var links: [(box: (Double, Double, Double, Double), page: Int, y: Double)] = []
  }

  struct Heading: Sendable {
    let text: String
    let page: Int
    let y: Double
  }

  private(set) var pages: [Page] = []
  private(set) var headings: [Heading] = []
  private let known: [Heading]
  private var y = 0.0

  /// - Parameter known: where the headings stand, once that is known: the contents name their pages.
  init(_ blocks: [Document.Block], known: [Heading] = []) {
    self.known = known
    turn()
    for block in blocks { put(block) }
  }

  private mutating func turn() {
    pages.append(Page())
    y = Self.height - Self.margin
  }

  private mutating func need(_ height: Double) {
    if y - height < Self.floor { turn() }
  }

  private mutating func put(_ block: Document.Block) {
    switch block {
    case .title(let text):
      for line in Text.lines(text, within: Self.inner / 18) {
        need(28)
        y -= 28
        let wide = Text.width(line) * 18
        pages[pages.count - 1].ink.text(line, at: ((Self.width - wide) / 2, y), 18, isBold: true)
      }
      y -= 12
    case .heading(let text): heading(text)
    // Whom it is written to, and what introduces something, stands flush.
    case .paragraph(let text): lines(text, 11, indent: text.hasSuffix("：") ? 0 : 22)
    case .subheading(let text):
      need(90)
      y -= 4
      lines(text, 11, isBold: true)
    case .fine(let text): lines(text, 9, grey: 0.4)
    case .signature(let text):
      for line in Text.lines(text, within: Self.inner / 11) {
        need(18)
        y -= 18
        pages[pages.count - 1].ink.text(
          line, at: (Self.width - Self.margin - Text.width(line) * 11, y), 11)
      }
    case .facts(let facts):
      table(
        Document.Table(["", ""], facts.map { [$0.name, $0.text] }, shares: [0.28, 0.72]),
        hasHead: false)
    case .table(let table): self.table(table, hasHead: true)
    case .code(let modules, let words): code(modules, words)
    case .contents: contents()
    case .newPage: turn()
    }
  }

  private mutating func heading(_ text: String) {
    let lines = Text.lines(text, within: Self.inner / 13)
    // Never alone at the foot of a page.
    need(Double(lines.count) * 20 + 44)
    y -= 8
    headings.append(Heading(text: text, page: pages.count - 1, y: y))
    for line in lines {
      y -= 20
      pages[pages.count - 1].ink.text(line, at: (Self.margin, y), 13, isBold: true)
    }
    y -= 6
  }

  private mutating func lines(
    _ text: String, _ size: Double, indent: Double = 0, grey: Double = 0, isBold: Bool = false
  ) {
    let step = size * 1.65
    // The first line stands in; the em of the indent are blanks that are not drawn.
    let blank = String(repeating: "\u{3000}", count: Int(indent / size))
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for line in Text.lines(blank + part, within: Self.inner / size) {
        need(step)
        y -= step
        pages[pages.count - 1].ink.text(
          line, at: (Self.margin, y), size, isBold: isBold, grey: grey)
      }
    }
    y -= size * 0.5
  }

  // MARK: Tables

  private static let size = 10.0
  private static let step = 15.5
  private static let pad = 5.0

  private mutating func table(_ table: Document.Table, hasHead: Bool) {
    let head = hasHead ? cells(table.columns, table) : nil
    need(Self.step * 3)
    if let head { rule(head, table, isHead: true) }
    for row in table.rows {
      var left = cells(row, table)
      while tall(left) > room {
        // What is longer than a page goes on overleaf; everything else stays together.
        if tall(left) > Self.longest, room >= 3 {
          let now = room
          rule(left.map { Array($0.prefix(now)) }, table)
          left = left.map { Array($0.dropFirst(now)) }
        }
        turn()
        if let head { rule(head, table, isHead: true) }
      }
      rule(left, table)
    }
    y -= 10
  }

  /// How many lines of a row still fit on this page.
  private var room: Int { max(0, Int((y - Self.floor - Self.pad * 2) / Self.step)) }
  /// A row of more lines fits on no page, whatever stands above it.
  private static let longest = 40

  private func tall(_ cells: [[String]]) -> Int { cells.map(\.count).max() ?? 0 }

  private func cells(_ texts: [String], _ table: Document.Table) -> [[String]] {
    zip(texts, table.shares).map { text, share in
      Text.lines(text, within: (share * Self.inner - Self.pad * 2) / Self.size)
    }
  }

  /// One row with its frame.
  private mutating func rule(_ cells: [[String]], _ table: Document.Table, isHead: Bool = false) {
    let tall = Double(max(1, self.tall(cells))) * Self.step + Self.pad * 2
    var x = Self.margin
    for (lines, share) in zip(cells, table.shares) {
      let wide = share * Self.inner
      if isHead { pages[pages.count - 1].ink.fill((x, y - tall, wide, tall), grey: 0.93) }
      pages[pages.count - 1].ink.frame((x, y - tall, wide, tall))
      for (index, line) in lines.enumerated() {
        pages[pages.count - 1].ink.text(
          line, at: (x + Self.pad, y - Self.pad - Double(index + 1) * Self.step + 4), Self.size,
          isBold: isHead)
      }
      x += wide
    }
    y -= tall
  }

  // MARK: What else there is

  private mutating func code(_ modules: [[Bool]], _ words: String) {
    let module = 2.2
    let side = Double(modules.count) * module
    need(side + 30)
    for (row, line) in modules.enumerated() {
      for (column, isDark) in line.enumerated() where isDark {
        pages[pages.count - 1].ink.fill(
          (
            Self.margin + Double(column) * module, y - Double(row + 1) * module, module, module
          ), grey: 0)
      }
    }
    y -= side
    lines(words, 9, grey: 0.4)
  }

  private mutating func contents() {
    for (index, heading) in known.enumerated() {
      let number = "\(heading.page + 1)"
      let most = Self.inner / 11 - 3
      let lines = Text.lines(heading.text, within: most)
      for (place, line) in lines.enumerated() {
        need(20)
        y -= 20
        pages[pages.count - 1].ink.text(line, at: (Self.margin, y), 11)
        if place == lines.count - 1 {
          let dots = Int((most - Text.width(line)) * 2) - 1
          let end = Self.width - Self.margin
          pages[pages.count - 1].ink.text(
            String(repeating: ".", count: max(0, dots)),
            at: (Self.margin + (Text.width(line) + 0.5) * 11, y), 11, grey: 0.6)
          pages[pages.count - 1].ink.text(
            number, at: (end - Text.width(number) * 11, y), 11)
          pages[pages.count - 1].links.append(
            (box: (Self.margin, y - 4, end, y + 12), page: known[index].page, y: heading.y))
        }
      }
    }
    turn()
  }
}
