import Accounts
import Digest
import JSON
import Vocabulary

/// What the third-party body, the experts and those who draw them do.
extension Play {
  /// Experts apply, are vetted and admitted.
  func fillPool() async throws {
    try go(186)
    var applications: [String] = []
    for (index, login) in script.experts.enumerated() {
      var answers = script.answers("expert", on: stage.today).members ?? []
      // Industries and specialities go round, so that every field has its people.
      let industries: [[JSON]] = [
        ["C"], ["C", "G"], ["C", "I"], ["H", "O"], ["C", "M"], ["M", "Q"],
      ]
      answers.removeAll { $0.name == "industries" }
      answers.append(.init("industries", .array(industries[index % industries.count])))
      let sent = try await stage.post(
        login, "/experts/application", ["answers": .object(answers)])
      applications.append(sent["id"]?.string ?? "")
    }
    try go(184)
    for id in applications {
      let page = "/experts/applications/\(id)"
      try await stage.act(
        "sj-lv", "\(page)/opinion", ["opinion": "admit", "text": "职称证书和工作经历已核对。"],
        offeredAt: page)
    }
    for id in applications {
      let page = "/experts/applications/\(id)"
      try await stage.act("sj-shi", "\(page)/admission", ["decision": "admit"], offeredAt: page)
    }
  }

  /// - Parameter decides: the checker decides at once; otherwise it waits.
  func screen(
    _ round: Int, _ key: String, conclusion: String = "pass", decides: Bool = true
  ) async throws {
    var answers = script.answers("screening", on: stage.today).members ?? []
    if conclusion != "pass" {
      answers.removeAll { ["conclusion", "check7"].contains($0.name) }
      answers += [.init("conclusion", .string(conclusion)), .init("check7", "no")]
      answers.append(.init("check7Note", "检验报告不是申请的这一项。"))
      answers.append(.init("conclusionReason", "检验报告不是申请的这一项，核心指标无从证明。"))
    }
    try await act("zp-yang", round, key, "screening", ["answers": .object(answers)])
    guard decides else { return }
    if conclusion == "pass" {
      try await act("zp-zhu", round, key, "screening/pass")
    } else {
      try await act(
        "zp-zhu", round, key, "screening/failure",
        [
          "number": .string(number(round, key)), "reason": "检验报告不是申请的这一项，核心指标无从证明。",
          "remedy": "补充这一项的检验报告以后，下一批可以再申请；也可以申请复核。",
        ])
    }
  }

  struct Panel {
    let id: String
    /// Logins, in the order of the draw.
    let members: [String]
  }

  /// Drawn by two who each committed before either revealed.
  /// - Parameter bears: somebody who is to be in it, so that the demo's known expert has what to score.
  func panel(_ round: Int, _ keys: [String], bears: String?) async throws -> Panel {
    let formed = try await stage.post(
      "zp-qin", "/panels/new",
      [
        "size": 5, "alternates": 2,
        "cases": .array(numbers(round, keys).map { .string($0) }),
      ])
    let id = formed["id"]?.string ?? ""
    let nonces = try await nonces(bears)
    for (login, nonce) in zip(["sj-shi", "jd-hua"], nonces) {
      try await stage.post(
        login, "/draws/\(id)/commitment", ["commitment": .string(Hex.text(SHA256.hash(nonce)))])
    }
    for (login, nonce) in zip(["sj-shi", "jd-hua"], nonces) {
      try await stage.post(login, "/draws/\(id)/reveal", ["nonce": .string(Hex.text(nonce))])
    }
    let drawn = try await stage.get("zp-qin", "/panels/\(id)")["reviews"]?.array ?? []
    var members: [String] = []
    for review in drawn {
      let login = try await login(of: review["expert"]?.string ?? "")
      if !members.contains(login) { members.append(login) }
    }
    for member in members { try await stage.post(member, "/panels/\(id)/acceptance") }
    return Panel(id: id, members: members)
  }

  private func login(of name: String) async throws -> String {
    guard let login = script.names[name] else {
      throw Theatre.Trouble(description: "who is \(name)?")
    }
    return login
  }

  /// The numbers of the bureau and the supervisor.
  private func nonces(_ bears: String?) async throws -> [[UInt8]] {
    let supervisor = SHA256.hash(Array("supervisor \(stage.today)".utf8))
    let pool = try await stage.get("sj-lv", "/experts")["items"]?.array ?? []
    let ids = pool.compactMap { $0["id"]?.string }
    for attempt in 0..<400 {
      let bureau = SHA256.hash(Array("bureau \(stage.today) \(attempt)".utf8))
      guard let bears else { return [bureau, supervisor] }
      let order = ids.map { (id: $0, code: HMAC.code(key: bureau + supervisor, Array($0.utf8))) }
        .sorted { $0.code.lexicographicallyPrecedes($1.code) }
      if order.prefix(3).contains(where: { $0.id == "\(Cast.person(bears))" }) {
        return [bureau, supervisor]
      }
    }
    throw Theatre.Trouble(description: "no draw bears \(bears ?? "")")
  }

  func score(
    _ panel: Panel, _ round: Int, _ key: String, except others: Set<String> = []
  ) async throws {
    let drawn = try await stage.get("zp-qin", "/panels/\(panel.id)")["reviews"]?.array ?? []
    for review in drawn where review["number"]?.string == number(round, key) {
      let id = review["id"]?.string ?? ""
      let expert = try await login(of: review["expert"]?.string ?? "")
      if others.contains(expert) { continue }
      try await stage.post(
        expert, "/reviews/\(id)/pledge", ["conflict": "none", "agreed": true])
      try await stage.post(
        expert, "/reviews/\(id)/sheet",
        sheet(
          less: (key.utf8.reduce(0) { $0 + Int($1) } + expert.utf8.reduce(0) { $0 + Int($1) }) % 7))
      try await stage.post(expert, "/reviews/\(id)/lock", ["edition": 1, "agreed": true])
    }
  }

  /// Under the best by so many half points, one each for so many items.
  private func sheet(less: Int) -> JSON {
    let sheet = script.answers("sheet", on: stage.today)
    let scores = (sheet["scores"]?.members ?? []).enumerated().map { index, member in
      let points = Double(member.value.integer ?? 0)
      return JSON.Member(member.name, .decimal(index < less ? points - 0.5 : points))
    }
    return [
      "edition": 0, "scores": .object(scores), "answers": sheet["answers"] ?? [:],
      "reasons": sheet["reasons"] ?? [:],
    ]
  }

  func report(_ panel: Panel, _ round: Int, _ keys: [String]) async throws {
    let drafted = try await stage.post(
      "zp-qin", "/panels/\(panel.id)/report",
      [
        "edition": 0, "opinion": "评审组独立评分、集体讨论，意见一致。",
        "cases": .object(numbers(round, keys).map { .init($0, "标准水平和品牌基础较好，建议列入。") }),
      ])
    for member in panel.members {
      try await stage.post(
        member, "/panels/\(panel.id)/signature", ["sha256": drafted["sha256"] ?? ""])
    }
  }
}
