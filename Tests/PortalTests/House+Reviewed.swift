import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

extension House {
  /// A submitted application, put where its review is done: what lies between is told in other tests.
  func reviewed(
    _ item: String = "禾欣有机米饼", standards: JSON? = nil
  ) async throws -> String {
    let writer = try await enter("lihua")
    let number = try await draft(by: writer, item)
    if let standards {
      let section = try await sectionOf("standards", number, by: writer)
      let now = try await writer.json("/applications/\(number)/sections/\(section)")
      var all = (now["answers"]?.members ?? []).map { ($0.name, $0.value) }
      all.append(("standards", standards))
      let saved = try await save(
        number, section, all, by: writer, edition: now["edition"]?.integer ?? 0)
      try #require(saved.status == .ok, "\(saved.text)")
    }
    try await fill(number, by: writer)
    try await submit(number)
    try store.writeAndWait { [clock] database in
      let now = Int(clock.now.milliseconds)
      try database.run(
        """
        INSERT INTO application_event
          (application, edition, at, act, from_stage, to_stage, person, seat, text)
        SELECT id, edition + 1, ?, 'panel.conclude', stage, 'reviewed', NULL, NULL, ''
        FROM application WHERE number = ?
        """, now, number)
      try database.run(
        """
        UPDATE application SET stage = 'reviewed', due = NULL, since = ?, edition = edition + 1
        WHERE number = ?
        """, now, number)
      try database.run(
        """
        UPDATE deadline SET closed = ? WHERE closed IS NULL
          AND application = (SELECT id FROM application WHERE number = ?)
        """, now, number)
    }
    return number
  }

  private func sectionOf(_ question: String, _ number: String, by writer: Guest) async throws -> Int
  {
    let form = try await json("/api/v1/forms/pilot-2024/F1")
    let sections = form["sections"]?.array ?? []
    let at = sections.firstIndex { section in
      section["questions"]?.array?.contains { $0["id"]?.string == question } == true
    }
    return try #require(at) + 1
  }

  /// Decided by two, published by the second: the notice's id.
  func publicised(_ numbers: [String]) async throws -> String {
    let handler = try await enter("sj-lv")
    let approver = try await enter("sj-shi", surely: true)
    for number in numbers {
      let proposed = try await handler.post(
        "/applications/\(number)/decision", ["decision": "list", "text": "评审总分 86.50，建议列入。"])
      try #require(proposed.status == .ok, "\(proposed.text)")
      let agreed = try await approver.post("/applications/\(number)/decision/approval")
      try #require(agreed.status == .ok, "\(agreed.text)")
    }
    try makeSure(of: approver)
    let published = try await approver.post(
      "/rounds/2026-1/notice", ["channel": "质量发展处，电话 021-00000000", "number": "2026-1"])
    return try #require(published.json["id"]?.string, "\(published.text)")
  }

  func object(
    _ number: String, to notice: String, _ change: [(String, String)] = [], key: String? = nil,
    fields: [String]? = nil
  ) async throws -> Response {
    var texts: [(String, String)] = [
      ("number", number), ("objectorKind", "person"), ("objectorName", "龚正明"),
      ("objectorPhone", "13900139000"), ("objectorAddress", "上海市黄浦区样例路 2 号"),
      ("confidential", "yes"), ("facts", "该产品的商标已经转让。"), ("reasons", "企业不再是商标权利人。"),
    ]
    for (name, value) in change {
      texts.removeAll { $0.0 == name }
      texts.append((name, value))
    }
    return try await Guest(house: self, token: "").upload(
      "/notices/\(notice)/objection", texts, [("evidenceFile", Houses.pdf)], key: key,
      as: fields)
  }

  /// The notice's period is over: on to the Monday after it.
  func passNotice() { pass(seconds: 10 * 86_400) }

  /// Listed in a round of its own: the case's number and the list's id.
  func listed(standards: JSON? = nil) async throws -> (number: String, list: String) {
    try openRound()
    let number = try await reviewed(standards: standards)
    let notice = try await publicised([number])
    passNotice()
    let done = try await enter("sj-shi", surely: true).post(
      "/notices/\(notice)/list", ["documentNumber": "沪市监质发〔2026〕128号", "number": "2026-1"])
    return (number, try #require(done.json["id"]?.string, "\(done.text)"))
  }

  /// The signatory registers the mark, a handler proposes, the approver grants.
  func license(_ number: String) async throws {
    let path = "/applications/\(number)"
    let asked = try await enter("wangjianguo").upload(
      "\(path)/mark",
      [
        ("places.body", "yes"), ("places.package", "yes"), ("scope", "yes"), ("notShangpin", "yes"),
        ("stop", "yes"),
      ], [("sampleFile", Houses.pdf)])
    try #require(asked.status == .ok, "\(asked.text)")
    let proposed = try await enter("sj-lv").post(
      "\(path)/mark/opinion", ["decision": "license", "text": "符合。"])
    try #require(proposed.status == .ok, "\(proposed.text)")
    let granted = try await enter("sj-shi", surely: true).post("\(path)/mark/licence")
    try #require(granted.status == .ok, "\(granted.text)")
  }
}
