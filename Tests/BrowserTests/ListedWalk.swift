import Foundation
import JSON
import Linux
import TestSupport
import Testing

/// After the notice: listed, the mark registered and licensed by two, and verified by its QR code.
struct ListedWalk {
  let walk: Walk
  let lines: Lines

  private var browser: Browser { walk.browser }

  func run() throws {
    let code = try list()
    try mark()
    try scan(code)
  }

  private func list() throws -> String {
    try walk.enter("sj-shi")
    try walk.press("发布名单：关于2026 年第五批")
    try walk.fill([("documentNumber", "沪市监质发〔2026〕88号"), ("number", "2026-5")])
    try walk.send()
    walk.done("发布名单")
    #expect(try browser.violations() == [])
    try walk.picture("listed")
    try walk.press("禾欣荞麦米饼")
    #expect(try browser.text(".proofcard h2") == "有效")
    return try browser.text(".proofcard code")
  }

  private func mark() throws {
    try walk.enter("wangjianguo")
    try walk.find("申请")
    try walk.press("禾欣荞麦米饼")
    try walk.press("登记使用标志")
    let folder = try TemporaryFolder()
    let file = folder.path + "/sample.pdf"
    try Files.replace(file, with: Array("%PDF-1.7\n%%EOF\n".utf8))
    try walk.fill(lines.fields("mark"))
    try browser.choose("#sampleFile", file)
    try walk.picture("mark")
    try walk.press("提交登记")
    walk.done("登记使用标志")
    try walk.enter("sj-lv")
    try walk.find("禾欣荞麦米饼")
    try walk.press("提出标志登记意见")
    try walk.fill([("decision", "license"), ("text", "样稿符合使用规定。")])
    try walk.send()
    walk.done("提出标志登记意见")
    try walk.enter("sj-shi")
    try walk.find("禾欣荞麦米饼")
    try walk.press("准予使用标志")
    walk.done("准予使用标志")
  }

  /// A phone held before the entry's page.
  private func scan(_ code: String) throws {
    try walk.leave()
    try walk.open("/entries/\(code)")
    let folder = try TemporaryFolder()
    try browser.screenshot(to: folder.path + "/entry.png")
    try walk.picture("entry")
    let read = try Program.run(
      "/usr/bin/zbarimg",
      ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", folder.path + "/entry.png"]
    ).output.trimmingCharacters(in: .newlines)
    #expect(read == "\(walk.base)/verify/\(code)")
    try browser.open(read)
    walk.heading("核验结果")
    try walk.picture("verify")
    #expect(try browser.text(".proofcard h2") == "有效")
    let said = try walk.page
    for words in [
      "禾欣荞麦米饼（产品）", "上海禾欣食品有限公司", code, "沪市监质发〔2026〕88号",
      "2026年12月28日 星期一至2029年12月27日 星期四", "产品本体、包装",
    ] { #expect(said.contains(words), "\(words)") }
    #expect(try browser.violations() == [])
  }
}
