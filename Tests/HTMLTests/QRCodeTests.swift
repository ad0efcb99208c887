import Foundation
import HTML
import TestSupport
import Testing

@Suite("二维码：用别人的读码程序来读")
struct QRCodeTests {
  /// One text for each version from 1 to 20, as long as it holds and as short as it needs.
  static let most = [
    14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
  ]
  static let lengths = most.enumerated().flatMap { index, most in
    [(index + 1, most), (index + 1, index == 0 ? 0 : Self.previous(index) + 1)]
  }

  private static func previous(_ index: Int) -> Int { most[index - 1] }

  private func text(_ count: Int) -> String {
    let letters = Array("otpauth://totp/品牌?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&x=".utf8)
    let bytes = (0..<count).map { letters[$0 % letters.count] & 0x7F }
    return String(decoding: bytes.map { $0 < 0x21 ? 0x2E : $0 }, as: UTF8.self)
  }

  @Test("每个版本：装得下的最长和最短", arguments: lengths)
  func sizes(_ version: Int, _ count: Int) throws {
    #expect(try #require(QRCode(text(count))).modules.count == version * 4 + 17)
  }

  @Test("再长就没有了")
  func tooLong() { #expect(QRCode(text(667)) == nil) }

  @Test("zbarimg 读回来一字不差", arguments: [1, 14, 26, 106, 122, 152, 180, 181, 300, 504, 666])
  func readBack(_ count: Int) throws {
    let code = try #require(QRCode(text(count)))
    // A plain bitmap: eight points a module, four modules of white around.
    let size = (code.modules.count + 8) * 8
    var bitmap = "P1\n\(size) \(size)\n"
    for y in 0..<size {
      for x in 0..<size {
        let (row, column) = (y / 8 - 4, x / 8 - 4)
        let isInside = code.modules.indices.contains(row) && code.modules.indices.contains(column)
        bitmap += isInside && code.modules[row][column] ? "1" : "0"
      }
      bitmap += "\n"
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pbm")
    try Data(bitmap.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let said = try Program.run(
      "/usr/bin/zbarimg",
      ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", file.path])
    #expect(said.output == text(count) + "\n")
  }
}
