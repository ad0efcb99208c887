/// The square of a QR code while it is drawn: what belongs to the frame is never masked.
struct QRMatrix {
  let version: Int
  private let size: Int
  private(set) var dark: [[Bool]]
  private var isFrame: [[Bool]]

  init(version: Int) {
    self.version = version
    size = version * 4 + 17
    dark = [[Bool]](repeating: [Bool](repeating: false, count: size), count: size)
    isFrame = dark
    drawFrame()
  }

  private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
    guard 0..<size ~= x, 0..<size ~= y else { return }
    dark[y][x] = isDark
    isFrame[y][x] = true
  }

  // MARK: - The frame

  private mutating func drawFrame() {
    for index in 0..<size {
      set(6, index, index % 2 == 0)
      set(index, 6, index % 2 == 0)
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(x, y) }
    let places = alignments
    for (i, x) in places.enumerated() {
      for (j, y) in places.enumerated() {
        let last = places.count - 1
        if (i, j) != (0, 0), (i, j) != (0, last), (i, j) != (last, 0) { drawAlignment(x, y) }
      }
    }
    drawFormat(mask: 0)  // keeps the room; drawn again with the mask that is chosen
    drawVersion()
  }

  private mutating func drawFinder(_ x: Int, _ y: Int) {
    for dy in -4...4 {
      for dx in -4...4 {
        let distance = max(abs(dx), abs(dy))
        set(x + dx, y + dy, distance != 2 && distance != 4)
      }
    }
  }

  private mutating func drawAlignment(_ x: Int, _ y: Int) {
    for dy in -2...2 { for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) } }
  }

  private var alignments: [Int] {
    if version == 1 { return [] }
    let count = version / 7 + 2
    let step = (version * 4 + 4 + count * 2 - 3) / (count * 2 - 2) * 2
    return [6] + (0..<(count - 1)).map { size - 7 - $0 * step }.reversed()
  }

  /// Fifteen bits that tell the level (M is 0) and the mask, twice.
  private mutating func drawFormat(mask: Int) {
    var rest = mask
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    let bits = (mask << 10 | rest) ^ 0x5412
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0...5 { set(8, index, bit(index)) }
    set(8, 7, bit(6))
    set(8, 8, bit(7))
    set(7, 8, bit(8))
    for index in 9..<15 { set(14 - index, 8, bit(index)) }
    for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
    for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
    set(8, size - 8, true)
  }

  private mutating func drawVersion() {
    if version < 7 { return }
    var rest = version
    for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
    let bits = version << 12 | rest
    for index in 0..<18 {
      let isDark = bits >> index & 1 == 1
      let (a, b) = (size - 11 + index % 3, index / 3)
      set(a, b, isDark)
      set(b, a, isDark)
    }
  }

  // MARK: - The text

  /// Up and down in columns of two, from the right, around the frame.
  mutating func place(_ codewords: [UInt8]) {
    var at = 0
    for column in stride(from: size - 1, through: 1, by: -2) {
      let right = column <= 6 ? column - 1 : column
      for row in 0..<size {
        for x in [right, right - 1] {
          let isUpward = (right + 1) & 2 == 0
          let y = isUpward ? size - 1 - row : row
          if !isFrame[y][x], at < codewords.count * 8 {
            dark[y][x] = codewords[at >> 3] >> UInt8(7 - at & 7) & 1 == 1
            at += 1
          }
        }
      }
    }
  }

  mutating func apply(mask: Int) {
    for y in 0..<size {
      for x in 0..<size where !isFrame[y][x] {
        let flips =
          switch mask {
          case 0: (x + y) % 2 == 0
          case 1: y % 2 == 0
          case 2: x % 3 == 0
          case 3: (x + y) % 3 == 0
          case 4: (x / 3 + y / 2) % 2 == 0
          case 5: x * y % 2 + x * y % 3 == 0
          case 6: (x * y % 2 + x * y % 3) % 2 == 0
          default: ((x + y) % 2 + x * y % 3) % 2 == 0
          }
        if flips { dark[y][x].toggle() }
      }
    }
    drawFormat(mask: mask)
  }

  // MARK: - Which mask reads best

  var penalty: Int {
    let columns = (0..<size).map { x in dark.map { $0[x] } }
    let lines = (dark + columns).reduce(0) { $0 + QRMatrix.penalty(of: $1) }
    var blocks = 0
    for y in 1..<size {
      for x in 1..<size {
        let four = [dark[y][x], dark[y - 1][x], dark[y][x - 1], dark[y - 1][x - 1]]
        if Set(four).count == 1 { blocks += 3 }
      }
    }
    let count = dark.reduce(0) { $0 + $1.count { $0 } }
    let all = size * size
    let balance = (abs(count * 20 - all * 10) + all - 1) / all - 1
    return lines + blocks + balance * 10
  }

  private static func penalty(of line: [Bool]) -> Int {
    var sum = 0
    var run = 0
    for (index, isDark) in line.enumerated() {
      run = index > 0 && isDark == line[index - 1] ? run + 1 : 1
      if run == 5 { sum += 3 } else if run > 5 { sum += 1 }
    }
    let finder = [true, false, true, true, true, false, true]
    let light = [Bool](repeating: false, count: 4)
    for start in 0...(line.count - 11) {
      let window = Array(line[start..<(start + 11)])
      if window == finder + light || window == light + finder { sum += 40 }
    }
    return sum
  }
}

extension QRCode {
  /// As a picture of its own size; `label` says what it is to those who cannot see it.
  package func picture(label: String) -> HTML {
    let size = modules.count + 8  // four light modules around
    var path = ""
    for (y, row) in modules.enumerated() {
      for (x, isDark) in row.enumerated() where isDark { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
    }
    return svg(
      .class("code"), .role("img"), .aria("aria-label", label), .viewBox(width: size, height: size)
    ) { svgPath(.shape(path)) }
  }
}
