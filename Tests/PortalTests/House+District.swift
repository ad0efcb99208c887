import Accounts
import JSON
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

extension House {
  /// 禾欣's application, taken in hand by 徐汇.
  func accepted() async throws -> String {
    let number = try await submitted()
    try await act(number, "acceptance", by: "xh-sunli")
    return number
  }

  /// Returned for one thing, which is put right and comes back.
  func corrected(_ number: String) async throws {
    try await act(number, "return", ["items": ["innovation": "请写明专利号"]], by: "xh-sunli")
    let writer = try await enter("lihua")
    let part = try await writer.json("/applications/\(number)/sections/7")
    let saved = try await save(
      number, 7, ["innovation": "专利 1 号。"], by: writer, edition: part["edition"]?.integer ?? 0)
    if saved.status != .ok { throw Trouble(text: saved.text) }
    try await act(number, "resubmission", ["agreed": true], by: "wangjianguo")
  }

  /// Reviewed, its honour verified, by 孙丽.
  func review(_ number: String) async throws {
    try await act(
      number, "review", ["edition": 0, "answers": DistrictTests.review], by: "xh-sunli")
    let file = try await enter("xh-sunli").json("/applications/\(number)")
    try await act(
      number, "honours",
      [
        "honour": file["honours"]?.array?.first?["honour"] ?? "", "verdict": "verified",
        "variant": "mayorQualityAward", "basis": "announcement", "evidence": "沪府发〔2024〕3号",
      ], by: "xh-sunli")
  }

  /// The review, once more: one of the conditions is not met.
  func fail(_ number: String, edition: Int = 1) async throws {
    try await act(
      number, "review", ["edition": .integer(edition), "answers": DistrictTests.failing],
      by: "xh-sunli")
  }

  /// What an application is not taken in hand with.
  static func refusal(of number: String, _ reason: String) -> JSON {
    [
      "number": .string(number), "reason": .string(reason), "condition": "condition1",
      "evidence": "公示系统，当日查询",
    ]
  }

  /// Somebody of the cast also works there; `until` says that it is over.
  func hire(
    _ login: String, as role: String, in organisation: String, _ id: Int, until: Int? = nil
  ) throws {
    let place =
      organisation == "hexin" ? Cast.organisation(organisation) : try unit(organisation)
    try store.writeAndWait { database in
      try database.run(
        """
        INSERT INTO membership (id, person, organisation, role, since, until, ended)
        VALUES (?, ?, ?, ?, 0, ?, ?)
        """, id, Cast.person(login).number, place.number, role, until,
        until == nil ? nil : "离职")
    }
  }

  /// A district unit, by its key.
  func unit(_ key: String) throws -> OrganisationID {
    let found = try store.read { database in
      try database.first("SELECT id FROM organisation WHERE key = ?", key) {
        OrganisationID($0.int(0))
      }
    }
    return try #require(found)
  }

  /// Asks 徐汇区商务委员会 about a case; the id of the question.
  func consult(_ number: String, _ body: [(String, JSON)] = []) async throws -> String {
    var members: [JSON.Member] = [
      .init("question", "近三年有没有因质量受到处罚？"),
      .init("departments", [.string("\(Cast.organisation("xuhui-shangwu"))")]),
    ]
    for (name, value) in body {
      members.removeAll { $0.name == name }
      members.append(.init(name, value))
    }
    try await act(number, "consultations", .object(members), by: "xh-sunli")
    let seen = try await enter("xh-sunli").json("/applications/\(number)")
    return try #require(seen["consultations"]?["items"]?.array?.last?["id"]?.string)
  }

  func names(_ number: String, _ login: String) async throws -> [String] {
    try await enter(login).json("/applications/\(number)")["acts"]?.array?
      .compactMap { $0["name"]?.string } ?? []
  }
}
