import Accounts
import Foundation
import JSON
import Testing

@testable import HTTP
@testable import Portal

/// What a page shows before a letter goes out is, to the letter, what is kept when it has gone.
@Suite("文书发出以前的预览：受理、补正、再次补正、不予受理、并案、不予推荐、复核答复、征求意见函")
struct LetterPreviewTests {
  let house: House

  init() throws { house = try House() }

  /// The paragraphs of the preview on a page.
  private func shown(_ page: String) -> [String] {
    guard let preview = page.range(of: "预览："),
      let end = page[preview.upperBound...].range(of: "</article>")
    else { return [] }
    return page[preview.upperBound..<end.lowerBound].components(separatedBy: "<p>").dropFirst()
      .compactMap { $0.components(separatedBy: "</p>").first }
  }

  private func kept(_ number: String, _ title: String, by login: String = "xh-sunli") async throws
    -> [String]
  {
    let reader = try await house.enter(login)
    let letter = try await reader.json("/applications/\(number)")["letters"]?.array?
      .first { $0["title"] == .string(title) }
    return try await reader.json("/letters/\(letter?["id"]?.string ?? "")")["paragraphs"]?.array?
      .compactMap(\.string) ?? []
  }

  @Test("受理：页上有一处先看文书；看到的和发出的一字不差")
  func accepted() async throws {
    let number = try await house.submitted()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)"
    #expect(try await handler.page(path).text.contains("href=\"\(path)/acceptance\""))
    let page = try await handler.page("\(path)/acceptance").text
    #expect(page.contains("预览：受理通知书") && page.contains("<details class=\"data\" open"))
    #expect(page.contains("对照材料"))
    try await house.act(number, "acceptance", by: "xh-sunli")
    let letter = try await kept(number, "受理通知书")
    #expect(!letter.isEmpty && shown(page) == letter)
  }

  @Test("按“预览文书”：写了什么就有什么，什么也没有办；再按办理，发出的就是看到的")
  func typed() async throws {
    let number = try await house.submitted()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)/return"
    let typed = "innovation=\("请写明专利号".percent)"
    let preview = try await handler.press(path, "\(typed)&preview=yes", on: path)
    #expect(preview.status == .ok, "\(preview.text)")
    #expect(shown(preview.text).contains { $0.contains("1. 自主创新：请写明专利号") }, "\(preview.text)")
    #expect(preview.text.contains("value=\"请写明专利号\""))
    #expect(
      try await handler.json("/applications/\(number)")["stage"] == "submitted")
    _ = try await handler.press(path, typed, on: path)
    let letter = try await kept(number, "补正通知书")
    #expect(!letter.isEmpty && shown(preview.text).joined() == letter.joined())
    // 程序不预览，也没有这一项。
    let other = try await handler.post(
      path, ["items": ["innovation": "试"], "preview": "yes"])
    #expect(other.status != .ok)
    #expect(house.faults == [])
  }

  @Test("不予受理：理由、条件、依据、可以怎样办都填好；没有写的留着")
  func refused() async throws {
    let number = try await house.submitted()
    let handler = try await house.enter("xh-sunli", surely: true)
    let path = "/applications/\(number)/refusal"
    #expect(try await handler.page(path).text.contains("〔理由〕"))
    let typed =
      "reason=\("商标在别的公司名下".percent)&condition=condition2&evidence=\("中国商标网".percent)&remedy="
    let preview = try await handler.press(path, "\(typed)&number=&preview=yes", on: path)
    #expect(!preview.text.contains("〔理由〕"))
    #expect(shown(preview.text).contains { $0.contains("不符合，所据：中国商标网") })
    _ = try await handler.press(path, "\(typed)&number=\(number)", on: path)
    let letter = try await kept(number, "不予受理通知书")
    #expect(!letter.isEmpty && shown(preview.text) == letter)
  }

  @Test("再次补正：审核人签字以前看到的，就是发出的")
  func second() async throws {
    let number = try await house.submitted()
    try await house.act(number, "return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    let writer = try await house.enter("lihua")
    let part = try await writer.json("/applications/\(number)/sections/7")
    _ = try await house.save(
      number, 7, ["innovation": "专利 1 号。"], by: writer, edition: part["edition"]?.integer ?? 0)
    try await house.act(number, "resubmission", ["agreed": true], by: "wangjianguo")
    try await house.act(
      number, "further-return", ["returnReason": "又有新问题", "items": ["quality": "请写明标准"]],
      by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let path = "/applications/\(number)/further-return/approval"
    #expect(try await approver.page("/applications/\(number)").text.contains("href=\"\(path)\""))
    let page = try await approver.page(path).text
    #expect(page.contains("再次退回的理由：又有新问题"))
    #expect(shown(page).contains { $0.contains("1. 品质卓越：请写明标准") }, "\(page)")
    try await house.act(number, "further-return/approval", by: "xh-zhouwei")
    let second = try await kept(number, "补正通知书").joined()
    #expect(second.contains("（这是再次退回补正，理由：又有新问题）"))
    #expect(shown(page).joined() == second)
  }

  @Test("不予推荐、推荐：决定以前，意见和不符合的条件已经填好")
  func decided() async throws {
    let number = try await house.accepted()
    try await house.review(number)
    try await house.fail(number)
    try await house.act(
      number, "proposal", ["decision": "notRecommend", "opinion": "信用情况说不清"], by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let page = try await approver.page("/applications/\(number)/non-recommendation").text
    #expect(shown(page).contains { $0.contains("信用情况说不清") }, "\(page)")
    try await house.act(
      number, "non-recommendation", ["number": .string(number)], by: "xh-zhouwei")
    let declined = try await kept(number, "不予推荐通知书")
    #expect(shown(page) == declined)
    // 复核答复。
    try await house.act(number, "reconsideration", ["reason": "信用已修复"], by: "wangjianguo")
    let path = "/applications/\(number)/reconsideration/refusal"
    let judge = try await house.enter("sj-shi", surely: true)
    let answer = try await judge.press(path, "reason=\("没有新的证明".percent)&preview=yes", on: path)
    #expect(shown(answer.text).contains { $0.contains("维持原决定") }, "\(answer.text)")
    try await house.act(
      number, "reconsideration/refusal", ["reason": "没有新的证明", "number": .string(number)],
      by: "sj-shi")
    let upheld = try await kept(number, "复核答复", by: "sj-lv")
    #expect(shown(answer.text) == upheld)
  }

  @Test("征求意见函：选了哪个部门、问什么、哪一天以前，都填好")
  func consulted() async throws {
    let number = try await house.accepted()
    let handler = try await house.enter("xh-sunli")
    let path = "/applications/\(number)/consultations"
    let typed =
      "question=\("有没有处罚？".percent)&due=2026-12-08&names=&department-\(Cast.organisation("xuhui-shangwu"))=yes"
    let preview = try await handler.press(path, "\(typed)&preview=yes", on: path)
    #expect(preview.status == .ok, "\(preview.text)")
    _ = try await handler.press(path, typed, on: path)
    let letter = try await kept(number, "征求意见函")
    #expect(!letter.isEmpty && shown(preview.text) == letter, "\(letter)")
  }

  @Test("并案：并到哪一份、为什么、可以怎样办，决定以前都在")
  func joined() async throws {
    let number = try await house.submitted()
    let writer = try await house.enter("lihua")
    let other = try await house.draft(by: writer, "禾欣 有机米饼")
    try await house.fill(other, by: writer)
    try await house.submit(other)
    try await house.act(
      other, "joining", ["into": .string(number), "reason": "同一款产品"], by: "xh-sunli")
    let approver = try await house.enter("xh-zhouwei", surely: true)
    let page = try await approver.page("/applications/\(other)/joining/approval").text
    #expect(shown(page).contains { $0.contains("并入该申请办理。同一款产品") }, "\(page)")
    try await house.act(other, "joining/approval", ["number": .string(other)], by: "xh-zhouwei")
    let joined = try await kept(other, "并案办理通知书")
    #expect(shown(page) == joined)
  }
}

extension String {
  var percent: String { Percent.encode(self) }
}
