import Foundation
import JSON
import Linux
import TestSupport
import TestTraits
import Testing

@Suite("附件在真的浏览器里传：几个一起，看得见进度，不收的说为什么", .serialized, .waiting)
struct FilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Files.replace(folder.path + "/" + name, with: bytes)
    return folder.path + "/" + name
  }

  private static let pdf = Array("%PDF-1.7\n%%EOF\n".utf8)
  private static let slot = "#financeFile"

  @Test("传到一半页面没了，回来说传到哪里，再选同一个就接着传；三个一起选，断一次自己接上，一个不收说在自己的名字旁边；再拖一个进来")
  func several() throws {
    let writing = try Writing(section: 8)
    let browser = writing.browser
    let large = try file("2025 年审计报告.pdf", Self.pdf + [UInt8](repeating: 32, count: 3 << 20))
    try browser.run(Self.watching("return;"))
    try browser.choose(Self.slot + "-file", large)
    try browser.click("form[action$='/financeFile'] button")
    #expect(eventually { (try? browser.run("return window.offsets.length")) == 2 })
    try writing.walk.open("/applications/\(writing.number)/sections/8")
    browser.text(
      Self.slot + " .landing [role=status]",
      awaiting: "“2025 年审计报告.pdf”上次传到 1.0 / 3.0 MB，再选一次同一个文件，接着传。")

    try browser.run(Self.watching("return this.onerror();"))
    try browser.choose(
      Self.slot + "-file",
      [
        large, file("说明.txt", Array("不是报告".utf8)),
        file("2024 年审计报告.pdf", Self.pdf),
      ].joined(separator: "\n"))
    try browser.click("form[action$='/financeFile'] button")
    #expect(eventually { (try? lying(writing)) == ["2024 年审计报告.pdf", "2025 年审计报告.pdf"] })

    #expect(try browser.run("return document.querySelectorAll('[data-sending] .slot').length") == 1)
    #expect(try browser.text("[data-sending] .bad strong") == "说明.txt")
    #expect(
      try browser.text("[data-sending] .bad .sub")
        == "“文件”应为 PDF、JPG、PNG、DOCX、XLSX 或 OFD 文件，内容也应与文件类型相符。")
    let seen = try browser.run("return window.seen").array?.compactMap(\.string) ?? []
    #expect(seen.contains("正在上传 1.0 / 3.0 MB，33%"), "\(seen)")
    #expect(
      try browser.run("return window.offsets") == ["1048576", "2097152", "2097152", "3145728"])
    #expect(seen.contains("没有连上，1 秒后接着传"), "\(seen)")
    let told = try browser.run("return window.told").array?.compactMap(\.string) ?? []
    #expect(told.contains("2025 年审计报告.pdf 已传 50%"), "\(told)")
    #expect(told.contains("2025 年审计报告.pdf 传好了"), "\(told)")
    writing.walk.done("上传附件")
    #expect(try browser.violations() == [])
    try writing.walk.picture("uploading")

    try browser.click("[data-sending] .bad [data-stop]")
    #expect(try browser.run("return document.querySelectorAll('[data-sending] .slot').length") == 0)
    try browser.run(
      """
      const files = new DataTransfer();
      ["甲.pdf", "乙.pdf"].forEach(name => files.items.add(new File(["%PDF-1.7"], name)));
      document.querySelector("\(Self.slot) h2").dispatchEvent(
        new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: files}));
      """)
    #expect(
      eventually { (try? lying(writing)) == ["2024 年审计报告.pdf", "2025 年审计报告.pdf", "甲.pdf"] })
    #expect(try browser.text("[data-sending] .bad strong") == "乙.pdf")
    #expect(
      try browser.text("[data-sending] .bad .sub") == "“近三年审计报告或财务报表”最多 3 份，请先移除一份再传。")
    #expect(try browser.run("return localStorage.length") == 0)
    #expect(try browser.complaints == [])
    let kept = try writing.walk.read("/applications/\(writing.number)")["files"]?.array ?? []
    #expect(kept.count == 3)
  }

  private func lying(_ writing: Writing) throws -> [String] {
    let names = try writing.browser.run(
      """
      return [...document.querySelectorAll("\(Self.slot) [data-lying] strong")].map(e => e.innerText);
      """)
    return (names.array?.compactMap(\.string) ?? []).sorted()
  }

  /// What the lines and the status say on the way, and from where pieces are sent; the second of them
  /// meets with an accident.
  private static func watching(_ accident: String) -> String {
    """
    window.seen = [];
    window.told = [];
    const landing = document.querySelector("\(slot) .landing");
    new MutationObserver(() => {
      landing.querySelectorAll("[data-sending] .sub").forEach(e => window.seen.push(e.textContent));
      window.told.push(landing.querySelector("[role=status]").textContent);
    }).observe(landing, {subtree: true, childList: true, characterData: true});
    const send = XMLHttpRequest.prototype.send;
    window.offsets = [];
    XMLHttpRequest.prototype.send = function (body) {
      if (body instanceof FormData && body.has("piece")) {
        if (window.offsets.push(body.get("offset")) === 2) { \(accident) }
      }
      return send.call(this, body);
    };
    """
  }
}
