import Accounts
import JSON
import Vocabulary

extension Script {
  /// This enterprise with a further item of its own.
  func more(_ key: String, _ index: Int) -> Enterprise {
    enterprise(key, item: item(key, index))
  }
}

/// What enterprises do.
extension Play {
  func declare(_ enterprise: Script.Enterprise) async throws {
    // Those of the cast have declared already (Seeds/demo/declarations.json).
    guard enterprise.writer == enterprise.key else { return }
    try await stage.post(
      enterprise.writer, "/declaration",
      ["edition": 0, "answers": script.answers("declaration", enterprise, on: stage.today)])
  }

  mutating func draft(
    _ enterprise: Script.Enterprise, in round: Int, sections: [String]? = nil,
    honoured: Bool = false, leads: Bool = false
  ) async throws {
    let begun = try await stage.post(
      enterprise.writer, "/applications/new",
      ["kind": .string(enterprise.kind), "item": .string(enterprise.item)])
    let number = begun["number"]?.string ?? ""
    cases[Key(round: round, enterprise: enterprise.key)] = number
    try await write(
      enterprise, number, as: enterprise.writer, sections: sections, honoured: honoured,
      leads: leads)
  }

  /// Part by part, with what is known already.
  private func write(
    _ enterprise: Script.Enterprise, _ number: String, as writer: String, sections: [String]? = nil,
    honoured: Bool = false, leads: Bool = false
  ) async throws {
    for section in script.answers("sections", enterprise, on: stage.today).members ?? []
    where sections?.contains(section.name) ?? true {
      let path = "/applications/\(number)/sections/\(section.name)"
      let now = try await stage.get(writer, path)
      var answers = now["answers"]?.members ?? []
      var new = section.value.members ?? []
      if section.name == "5" {
        // Of those that a register has and are not claimed here, nothing stays.
        let claimed = script.answers("honours", enterprise, on: stage.today)
        new.append(.init("honours", honoured ? claimed : []))
      }
      if section.name == "5", leads {
        new.append(.init("standards", script.answers("standards", enterprise, on: stage.today)))
      }
      if section.name == "7" {
        new.append(.init("self", script.answers("self", enterprise, on: stage.today)))
      }
      // What the register of enterprises has is better known than what the script says.
      let known = (now["prefilled"]?.array ?? []).compactMap {
        $0["source"]?.string?.hasPrefix("登记信息") == true ? $0["field"]?.string : nil
      }
      for member in new where !known.contains(member.name) {
        answers.removeAll { $0.name == member.name }
        answers.append(member)
      }
      try await stage.post(
        writer, path,
        ["edition": now["edition"] ?? 0, "answers": .object(answers)])
    }
  }

  mutating func submit(
    _ enterprise: Script.Enterprise, in round: Int, honoured: Bool = false, leads: Bool = false
  ) async throws {
    try await draft(enterprise, in: round, honoured: honoured, leads: leads)
    let number = number(round, enterprise.key)
    for (slot, name) in [
      ("licenceFile", "营业执照.pdf"), ("trademarkFile", "商标注册证.pdf"), ("financeFile", "审计报告.pdf"),
      ("creditFile", "信用报告.pdf"),
    ] {
      try await attach(enterprise, number, slot, name)
    }
    try await stage.act(
      enterprise.signatory, "/applications/\(number)/submission", ["agreed": true],
      offeredAt: "/applications/\(number)")
  }

  private func attach(
    _ enterprise: Script.Enterprise, _ number: String, _ slot: String, _ name: String
  ) async throws {
    try await stage.upload(
      enterprise.writer, "/applications/\(number)/files/\(slot)", [], "file",
      (name, SamplePDF.bytes("DEMO \(enterprise.key) \(slot) \(number)")))
  }

  /// Handed in on paper; its unit's handler enters it, to the end or as far as he has come.
  func enter(_ enterprise: Script.Enterprise, received: Day, sections: [String]? = nil) async throws
  {
    let handler = script.districts[enterprise.district]?.handler ?? ""
    let begun = try await stage.post(
      handler, "/applications/paper",
      [
        "creditCode": .string(enterprise.creditCode), "name": .string(enterprise.name),
        "kind": .string(enterprise.kind), "item": .string(enterprise.item),
        "received": .string("\(received)"),
      ])
    let number = begun["number"]?.string ?? ""
    try await write(enterprise, number, as: handler, sections: sections)
    if sections != nil { return }
    let page = "/applications/\(number)"
    let edition = try await stage.edition(handler, of: "\(page)/paper", at: page) ?? 0
    try await stage.upload(
      handler, "\(page)/paper", [("edition", "\(edition)")], "scan",
      ("盖章的书面申请.pdf", SamplePDF.bytes("DEMO \(enterprise.key) \(number)")))
  }

  func resubmit(_ round: Int, _ key: String) async throws {
    let enterprise = script.enterprise(key)
    let number = number(round, key)
    let path = "/applications/\(number)/sections/4"
    let now = try await stage.get(enterprise.writer, path)
    try await stage.post(
      enterprise.writer, path,
      ["edition": now["edition"] ?? 0, "answers": now["answers"] ?? [:]])
    try await stage.act(
      enterprise.signatory, "/applications/\(number)/resubmission", ["agreed": true],
      offeredAt: "/applications/\(number)")
  }

  func withdraw(_ round: Int, _ key: String) async throws {
    let number = number(round, key)
    let page = "/applications/\(number)"
    try await stage.act(
      script.enterprise(key).signatory, "\(page)/withdrawal",
      ["number": .string(number), "reason": "该项服务正在调整，完善后再申请。"], offeredAt: page)
  }
}
