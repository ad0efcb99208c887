import JSON
import Vocabulary

/// What the districts do, and the city's commission.
extension Play {
  private func office(_ key: String) -> (handler: String, approver: String) {
    guard let office = script.districts[script.enterprise(key).district] else {
      preconditionFailure("nobody in the district of \(key)")
    }
    return office
  }

  func accept(_ round: Int, _ key: String) async throws {
    try await act(office(key).handler, round, key, "acceptance")
  }

  @discardableResult
  func act(
    _ login: String, _ round: Int, _ key: String, _ noun: String, _ body: JSON = [:]
  ) async throws -> JSON {
    let path = "/applications/\(number(round, key))"
    return try await stage.act(login, "\(path)/\(noun)", body, offeredAt: path)
  }

  func giveBack(_ round: Int, _ key: String, _ items: [String: String]) async throws {
    try await act(
      office(key).handler, round, key, "return",
      ["items": .object(items.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })])
  }

  /// Asks the departments of the district.
  func consult(_ round: Int, _ key: String, _ question: String) async throws {
    let path = "/applications/\(number(round, key))"
    let known = try await stage.get(office(key).handler, path)["consultations"]?["departments"]
    try await act(
      office(key).handler, round, key, "consultations",
      [
        "question": .string(question),
        "departments": .array((known?.array ?? []).compactMap { $0["department"] }),
      ])
  }

  func answerConsultation(
    _ login: String, _ round: Int, _ key: String, _ opinion: String, _ text: String,
    by signer: String
  ) async throws {
    let path = "/applications/\(number(round, key))"
    let asked = try await stage.get(office(key).handler, path)["consultations"]?["items"]
    try await stage.post(
      login, "/consultations/\(asked?.array?.last?["id"]?.string ?? "")/answer",
      ["opinion": .string(opinion), "text": .string(text), "signer": .string(signer)])
  }

  func flag(_ round: Int, _ key: String, _ text: String) async throws {
    try await act(office(key).handler, round, key, "flags", ["text": .string(text)])
  }

  func take(_ round: Int, _ key: String) async throws {
    try await act(office(key).handler, round, key, "handler")
  }

  /// - Parameter found: what was found otherwise than the script says of all.
  private func review(
    _ round: Int, _ key: String, found: [JSON.Member] = []
  ) async throws {
    let path = "/applications/\(number(round, key))"
    let sent = try await stage.get(office(key).handler, path)["submissions"]?.array?.last
    let received = (sent?["at"]?.string?.prefix(10)).flatMap { Day(String($0)) }
    let answers = script.answers(
      "review", script.enterprise(key), on: received ?? stage.today)
    let names = Set(found.map(\.name))
    try await act(
      office(key).handler, round, key, "review",
      [
        "edition": 0,
        "answers": .object(
          (answers.members ?? []).filter { !names.contains($0.name) } + found),
      ])
    let file = try await stage.get(office(key).handler, "/applications/\(number(round, key))")
    for honour in file["honours"]?.array ?? [] {
      try await act(
        office(key).handler, round, key, "honours",
        [
          "honour": honour["honour"] ?? "", "verdict": "verified",
          "variant": .string(script.honour),
          "basis": "announcement", "evidence": "沪府发文件，与获奖名单核对一致。",
        ])
    }
  }

  /// Reviewed and proposed; the approver has yet to decide.
  func suggest(_ round: Int, _ key: String) async throws {
    try await review(round, key)
    try await act(
      office(key).handler, round, key, "proposal",
      ["decision": "recommend", "opinion": "材料齐全，符合四项条件，予以推荐。"])
  }

  func recommend(_ round: Int, _ key: String) async throws {
    try await suggest(round, key)
    try await act(office(key).approver, round, key, "recommendation")
  }

  func decline(_ round: Int, _ key: String) async throws {
    try await review(
      round, key,
      found: [
        .init("condition2", "fail"),
        .init("condition2Evidence", "实地走访：生产、研发和主要人员都在外省，上海的地址只收发函件。"),
        .init("decision", "notRecommend"), .init("decisionReason", "主要运营不在本市。"),
      ])
    try await act(
      office(key).handler, round, key, "proposal",
      ["decision": "notRecommend", "opinion": "主要运营不在本市，注册地也不是总部。"])
    try await act(
      office(key).approver, round, key, "non-recommendation",
      ["number": .string(number(round, key))])
  }

  func sendBatches(_ round: Int, except others: Set<String> = []) async throws {
    let taking = Set(
      cases.keys.filter { $0.round == round }.map { script.enterprise($0.enterprise).district })
    for district in taking.subtracting(others).sorted() {
      guard let office = script.districts[district] else { continue }
      let number = JSON.string(rounds[round] ?? "")
      let offered = try await stage.get(office.approver, "/desk")["acts"]?.array?.first {
        $0["name"] == "batch.send" && $0["round"] == number
      }
      try await stage.post(
        office.approver, "/batches/new",
        [
          "round": number, "number": number, "numbers": offered?["numbers"] ?? [],
          "edition": offered?["edition"] ?? 0,
        ])
    }
  }

  func takeUp(_ round: Int, _ key: String) async throws {
    try await act(
      office(key).handler, round, key, "plan", ["measure": "请品牌培育工作站辅导，建立品牌管理制度，并参加标准化培训。"])
  }

  func entrust(_ round: Int) async throws {
    let bodies = try await stage.get("sj-lv", "/commissions")["bodies"]?.array ?? []
    let body = bodies.first { $0["name"]?.string?.hasPrefix("上海质品") == true }
    let asked = try await stage.post(
      "sj-lv", "/commissions/new",
      [
        "round": .string(rounds[round] ?? ""), "body": body?["body"] ?? "",
        "note": "申请材料初筛和专家评审。",
      ])
    let waiting = try await stage.get("sj-shi", "/commissions")["items"]?.array?.first {
      $0["id"] == asked["id"]
    }
    let offered = waiting?["acts"]?.array?.first { $0["name"] == "commission.entrust" }
    try await stage.post(
      "sj-shi", "/commissions/\(asked["id"]?.string ?? "")/decision",
      ["number": .string(rounds[round] ?? ""), "edition": offered?["edition"] ?? 0])
  }
}
