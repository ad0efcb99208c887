import Routing
import Testing

@Suite("文件名：后缀说的是内容，不是别人写的")
struct FileNameTests {
  static let names: [(kind: FileRule.Kind, given: String, named: String)] = [
    (.pdf, "evil.html", "evil.pdf"), (.pdf, "evil.pdf.exe", "evil.pdf"),
    (.pdf, "evil.html.pdf", "evil.html.pdf"), (.pdf, "扫描件.PDF", "扫描件.PDF"),
    (.jpeg, "照片.jpeg", "照片.jpeg"), (.jpeg, "照片.JPG", "照片.JPG"), (.jpeg, "照片.png", "照片.jpg"),
    (.png, "照片.jpeg", "照片.png"), (.pdf, "营业执照2024.11.20", "营业执照2024.11.20.pdf"),
    (.pdf, "营业执照", "营业执照.pdf"), (.pdf, ".pdf", "文件.pdf"), (.pdf, ".html", "文件.pdf"),
    (.pdf, "evil.html. .", "evil.pdf"), (.pdf, "a.webmanifest", "a.webmanifest.pdf"),
    (.pdf, "a.html::$DATA", "a.html::$DATA.pdf"), (.pdf, "a\u{202E}fdp.exe", "afdp.pdf"),
    (.pdf, "a\u{7}.pdf", "a.pdf"), (.pdf, "", "文件.pdf"), (.pdf, "...", "文件.pdf"),
    (.pdf, "pdf", "pdf.pdf"), (.pdf, "👨‍👩‍👧.svg", "👨‍👩‍👧.pdf"),
  ]

  @Test("收下的名字", arguments: names)
  func named(_ kind: FileRule.Kind, _ given: String, _ named: String) {
    #expect(kind.named(given) == named)
    #expect(kind.named(named) == named)
  }
}
