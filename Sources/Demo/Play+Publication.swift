import Accounts
import JSON
import Vocabulary

/// What the bureau decides and publishes, and what the public says to it.
extension Play {
  func propose(_ round: Int, _ key: String, _ text: String) async throws {
    try await act("sj-lv", round, key, "decision", ["decision": "list", "text": .string(text)])
  }

  func decide(_ round: Int, _ key: String, _ text: String) async throws {
    try await propose(round, key, text)
    try await act("sj-shi", round, key, "decision/approval")
  }

  func dismiss(_ round: Int, _ key: String) async throws {
    try await act(
      "sj-lv", round, key, "decision",
      [
        "decision": "notList", "text": "评审意见认为标准的先进性还需要进一步证明。",
        "remedy": "可以申请复核；补充先进性评价证明后，下一批可以再申请。",
      ])
    try await act(
      "sj-shi", round, key, "decision/refusal", ["number": .string(number(round, key))])
  }

  func publicise(_ round: Int) async throws -> String {
    let page = "/rounds/\(rounds[round] ?? "")"
    let published = try await stage.act(
      "sj-shi", "\(page)/notice",
      [
        "channel": "市市场监管局质量发展处（演示），电话 021-00000000",
        "number": .string(rounds[round] ?? ""),
      ], offeredAt: page)
    return published["id"]?.string ?? ""
  }

  func object(_ round: Int, _ key: String, _ notice: String) async throws {
    var texts = (script.answers("objection", on: stage.today).members ?? []).map {
      ($0.name, $0.value.string ?? "")
    }
    texts.append(("number", number(round, key)))
    try await stage.upload(
      nil, "/notices/\(notice)/objection", texts, "evidenceFile",
      ("证据.pdf", SamplePDF.bytes("DEMO EVIDENCE \(key)")))
  }

  /// - Parameter sustained: by enterprise; what is not sustained is rejected.
  func settleObjections(_ sustained: [String: Bool], _ round: Int) async throws {
    for objection in try await stage.get("sj-gu", "/objections")["items"]?.array ?? [] {
      guard let id = objection["id"]?.string, let number = objection["application"]?.string,
        let key = sustained.keys.first(where: { self.number(round, $0) == number })
      else { continue }
      let stands = sustained[key] == true
      let page = "/objections/\(id)"
      try await stage.act(
        "sj-gu", "\(page)/opinion",
        [
          "conclusion": stands ? "sustained" : "rejected",
          "reason": .string(
            stands ? "经核查，包装上标注的执行标准与申请书不一致，企业未能说明。" : "经核查，标注的是标准的新编号，与申请书所写的是同一项。"),
        ], offeredAt: page)
      try await stage.act(
        "sj-fang", "\(page)/decision", ["number": .string(number)], offeredAt: page)
    }
  }

  func list(_ notice: String, _ document: String) async throws {
    let page = "/notices/\(notice)"
    let offered = try await stage.get("sj-shi", page)["acts"]?.array?.first {
      $0["name"] == "list.publish"
    }
    try await stage.act(
      "sj-shi", "\(page)/list",
      ["documentNumber": .string(document), "number": offered?["number"] ?? ""], offeredAt: page)
  }

  func license(_ round: Int, _ key: String) async throws {
    // A service has no body and no package to put it on.
    let form = script.enterprise(key).kind == "service" ? "serviceMark" : "mark"
    let texts = (script.answers(form, on: stage.today).members ?? []).map {
      ($0.name, $0.value.string ?? "")
    }
    try await stage.upload(
      script.enterprise(key).signatory, "/applications/\(number(round, key))/mark", texts,
      "sampleFile", ("样稿.pdf", SamplePDF.bytes("DEMO MARK \(key)")))
    try await act(
      "sj-lv", round, key, "mark/opinion", ["decision": "license", "text": "样稿符合使用规定。"])
    try await act("sj-shi", round, key, "mark/licence")
  }

  func measure(
    _ round: Int, _ key: String, _ word: String, _ text: String, _ noun: String
  ) async throws {
    try await act(
      "sj-lv", round, key, "measure", ["decision": .string(word), "text": .string(text)])
    try await act(
      "sj-shi", round, key, noun,
      noun == "revocation" ? ["number": .string(number(round, key))] : [:])
  }
}
