import Accounts
import Digest
import JSON
import Routing
import SQLite
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

/// What the matrix is tried on: something of every kind that a path can have in its holes, each of it
/// somebody's own.
struct MatrixWorld {
  let house: House
  /// By the names that decisions use, `{claim}` and the like.
  let things: [String: String]

  init() async throws {
    let house = try House()
    var things: [String: String?] = [
      "{hexin}": "\(Cast.organisation("hexin"))", "{loser}": "\(Cast.person("xh-sunli"))",
      "{asset}": try await MatrixWorld.asset(house),
    ]
    try await MatrixWorld.openRound(house)
    try await MatrixWorld.publish(house, &things)
    things["{dispute}"] = try await MatrixWorld.dispute(house)
    let editor = try await house.enter("lihua", surely: true)
    let records = try house.ids(
      "SELECT id FROM registry_record WHERE code = ? ORDER BY id LIMIT 2",
      MatrixWorld.code(of: "hexin", house))
    things["{record}"] = "\(RecordID(records[0]))"
    things["{contested}"] = "\(RecordID(records[1]))"
    try await MatrixWorld.done(
      editor.post("/records/\(RecordID(records[1]))/contest", ["reason": "已移出"]))
    things["{check}"] = try await MatrixWorld.done(
      editor.post("/organisations/\(Cast.organisation("hexin"))/eligibility", ["gate": "submit"])
    ).json["id"]?.string
    try await MatrixWorld.done(
      house.post(
        "/second-factor/loss", ["name": "xh-sunli", "password": .string(Cast.password)]))
    _ = try await MatrixWorld.invite(editor)
    let ticket = try house.ids("SELECT id FROM ticket WHERE kind = ?", "invitation")
    things["{invitation}"] = "\(InvitationID(ticket[0]))"
    things["{invited}"] = try await MatrixWorld.invite(editor)
    things["{reset}"] = try MatrixWorld.ticket("reset", house)
    things["{mail}"] = try MatrixWorld.ticket("mail", house)
    try await MatrixWorld.apply(house, editor, &things)
    try MatrixWorld.ask(house, &things)
    things["{screened}"] = try await MatrixWorld.panel(house, editor)
    things["{panel}"] = "\(PanelID(4244))"
    things["{review}"] = "\(ReviewID(4245))"
    things["{expert}"] = "\(ExpertApplicationID(4246))"
    let activity = try await house.announce(Decision.december)
    things["{activity}"] = activity
    things["{signup}"] = try await house.signUp(activity)
    func one(_ sql: StaticString, _ login: String) throws -> Int {
      try #require(try house.ids(sql, Cast.person(login).number).first)
    }
    things["{claim}"] = "\(ClaimID(try one("SELECT id FROM claim WHERE person = ?", "ouyangxue")))"
    things["{member}"] =
      "\(MembershipID(try one("SELECT id FROM membership WHERE person = ?", "chenjing")))"
    things["{session}"] =
      "\(SessionID(try one("SELECT id FROM session WHERE person = ?", "lihua")))"
    self.init(house, things.compactMapValues(\.self))
  }

  /// The same in a house of its own, so that one reader's acts are not in the next one's way.
  private init(_ house: House, _ things: [String: String]) {
    self.house = house
    self.things = things
  }

  func copy() throws -> MatrixWorld { MatrixWorld(try House(twin: house), things) }

  /// The path with the decision's things in its holes; with `isForeign` something that is not there.
  func target(_ route: Route, _ decision: Decision?, isForeign: Bool = false) throws -> String {
    var places = (decision?.place ?? "").split(separator: "/").map(String.init)[...]
    var isFirst = true
    let parts = try "\(route.pattern)".split(separator: "/").map { part -> String in
      guard part.hasPrefix(":") else { return String(part) }
      guard let place = places.popFirst() else {
        throw House.Trouble(text: "\(route.pattern)：没有写明用哪一件")
      }
      defer { isFirst = false }
      if isForeign, isFirst { return MatrixWorld.nothing[String(part)] ?? "3g92k1x0c7m5q" }
      return place.hasPrefix("{") ? try #require(things[place], "\(place)") : place
    }
    return "/" + parts.joined(separator: "/")
  }

  /// What could be there, and is not.
  private static let nothing = [
    ":sequence": "99999999", ":secret": String(repeating: "x", count: 43), ":number": "2026-99",
    ":policy": "pilot-1999", ":file": "nothing.css",
  ]

  // MARK: - Parts

  @discardableResult
  private static func done(_ answer: Response) throws -> Response {
    if answer.status != .ok { throw House.Trouble(text: answer.text) }
    return answer
  }

  private static func code(of organisation: String, _ house: House) throws -> String {
    try #require(
      try house.store.read { try Organisations.find(Cast.organisation(organisation), in: $0) }?
        .creditCode)
  }

  private static func openRound(_ house: House) async throws {
    try await done(
      house.enter("sj-zhang", surely: true).post(
        "/rounds/new",
        [
          "number": "2026-9", "title": "某一批", "package": "pilot-2024", "opensOn": "2026-11-23",
          "closesOn": "2026-11-30", "closesHour": 17,
        ]))
  }

  /// An application that 禾欣 has submitted, a batch of 徐汇's, a commission that waits.
  private static func apply(
    _ house: House, _ editor: Guest, _ things: inout [String: String?]
  ) async throws {
    let number = try await house.draft(by: editor)
    try await house.fill(number, by: editor)
    try await house.submit(number)
    things["{case}"] = number
    let file = try house.ids(
      """
      SELECT id FROM application_file WHERE slot = 'licenceFile'
        AND application = (SELECT id FROM application WHERE number = ?)
      """, number)
    things["{file}"] = "\(AttachmentID(file[0]))"
    let letter = try house.ids(
      """
      SELECT id FROM case_letter WHERE occasion = 'receipt'
        AND application = (SELECT id FROM application WHERE number = ?)
      """, number)
    things["{letter}"] = "\(CaseLetterID(letter[0]))"
    things["{batch}"] = "\(MatterID(4242))"
    things["{upload}"] = "\(UploadID(4247))"
    things["{commission}"] = "\(MatterID(4243))"
    try house.store.writeAndWait { [now = house.wallNow.milliseconds] database in
      try database.run(
        """
        INSERT INTO file_upload (id, application, slot, person, name, size, begun)
        SELECT 4247, id, 'licenceFile', ?1, 'a.pdf', 9, ?2 FROM application WHERE number = ?3
        """, Cast.person("lihua").number, now, number)
      try database.run(
        """
        INSERT INTO batch (id, unit, round, number, content, digest, at, person)
        SELECT 4242, unit, round, 1, '{"items":[]}', zeroblob(32), ?1, ?2 FROM application
        WHERE number = ?3
        """, now, Cast.person("xh-zhouwei").number, number)
      try database.run(
        """
        INSERT INTO commission (id, round, body, note, at, person)
        SELECT 4243, a.round, (SELECT id FROM organisation WHERE kind = 'thirdParty' LIMIT 1), '试',
          ?1, ?2 FROM application a WHERE a.number = ?3
        """, now, Cast.person("sj-lv").number, number)
    }
  }

  /// A question to 徐汇区商务委员会 about it, with a link that is good, and its transfer to 浦东.
  private static func ask(_ house: House, _ things: inout [String: String?]) throws {
    let secret = String(repeating: "q", count: 43)
    things["{consultation}"] = "\(MatterID(4250))"
    things["{transfer}"] = "\(MatterID(4251))"
    things["{reply}"] = secret
    things["{filter}"] = "\(MatterID(4252))"
    things["{replyFile}"] = "\(MatterID(4254))"
    things["{visit}"] = "\(MatterID(4253))"
    let number = things["{case}"] ?? nil
    try house.store.writeAndWait { [now = house.wallNow.milliseconds] database in
      for (id, kind) in [(4250, "consultation"), (4251, "transfer")] {
        try database.run(
          """
          INSERT INTO matter (id, application, kind, reference, word, stage, opened, opened_by)
          SELECT ?, id, ?, '', '', stage, ?, ? FROM application WHERE number = ?
          """, id, kind, now, Cast.person("xh-sunli").number, number)
      }
      try database.run(
        """
        INSERT INTO consultation (matter, application, department, name, question, days, due,
          provisional, asked, asked_by, link, link_until)
        SELECT 4250, id, ?, '徐汇区商务委员会', '试', 5, due, 0, ?, ?, ?, ? FROM application
        WHERE number = ?
        """, Cast.organisation("xuhui-shangwu").number, now, Cast.person("xh-sunli").number,
        SHA256.hash(Array(secret.utf8)), now + 3_600_000, number)
      try database.run(
        """
        INSERT INTO consultation_file (id, matter, file, name, kind, size, digest, at)
        SELECT 4254, 4250, file, name, kind, size, digest, ? FROM application_file LIMIT 1
        """, now)
      try database.run(
        """
        INSERT INTO site_visit (id, application, day, people, findings, at, person)
        SELECT 4253, id, due, '试', '试', ?, ? FROM application WHERE number = ?
        """, now, Cast.person("xh-sunli").number, number)
      try database.run(
        "INSERT INTO saved_filter (id, person, name, query) VALUES (4252, ?, '试', '{}')",
        Cast.person("xh-sunli").number)
      try database.run(
        """
        INSERT INTO transfer (matter, application, from_unit, to_unit, reason)
        SELECT 4251, id, unit, (SELECT id FROM organisation WHERE key = 'pudong'), '试'
        FROM application WHERE number = ?
        """, number)
    }
  }

  /// A case that 质品 screens, one that a panel of its with 许教授 judges, an expert who asks to come in.
  private static func panel(_ house: House, _ editor: Guest) async throws -> String {
    let screened = try await house.draft(by: editor, "禾欣米粉")
    try house.place(screened, at: "screening")
    let number = try await house.draft(by: editor, "禾欣米线")
    try house.place(number, at: "screening")
    try house.place(number, at: "reviewing", by: "screening.pass")
    try house.store.writeAndWait { [now = house.wallNow.milliseconds] database in
      try database.run(
        "UPDATE application SET submitted = ? WHERE number IN (?, ?)", now, number, screened)
      try database.run(
        """
        INSERT INTO panel (id, body, round, size, alternates, input, digest, made, made_by)
        SELECT 4244, body, round, 5, 0, '{}', zeroblob(32), ?1, ?2 FROM application
        WHERE number = ?3
        """, now, Cast.person("zp-qin").number, number)
      try database.run(
        """
        INSERT INTO panel_case (panel, application) SELECT 4244, id FROM application
        WHERE number = ?
        """, number)
      try database.run(
        """
        INSERT INTO review (id, panel, application, person, asked)
        SELECT 4245, 4244, id, ?, ? FROM application WHERE number = ?
        """, Cast.person("zj-xu").number, now, number)
      try database.run(
        """
        INSERT INTO expert_application (id, person, package, answers, at)
        SELECT 4246, ?, package, '{}', ? FROM round LIMIT 1
        """, Cast.person("xinren").number, now)
    }
    return screened
  }

  /// A notice with two products of 禾欣's: one is on the list, an objection holds the other.
  private static func publish(_ house: House, _ things: inout [String: String?]) async throws {
    try house.openRound()
    let held = try await house.reviewed("禾欣米粉")
    let notice = try await house.publicised([try await house.reviewed(), held])
    things["{notice}"] = notice
    try await done(house.object(held, to: notice))
    house.passNotice()
    things["{objection}"] =
      try await house.enter("sj-gu").json("/objections")["items"]?.array?.first?["id"]?.string
    let listed = try await done(
      house.enter("sj-shi", surely: true).post(
        "/notices/\(notice)/list", ["documentNumber": "沪市监质发〔2026〕1号", "number": "2026-1"]))
    things["{list}"] = listed.json["id"]?.string
    things["{entry}"] =
      try await house.json("/api/v1/lists/\(listed.json["id"]?.string ?? "")")["items"]?.array?
      .first?["code"]?.string
  }

  private static func dispute(_ house: House) async throws -> String? {
    try await done(
      house.enter("xinren").upload(
        "/enterprises/disputes",
        [("creditCode", code(of: "hexin", house)), ("role", "signatory"), ("note", "登记人已离职")],
        [("licence", Houses.pdf), ("letter", Houses.pdf)])
    ).json["claim"]?.string
  }

  /// The secret of a new invitation to hexin.
  private static func invite(_ editor: Guest) async throws -> String? {
    let answer = try await done(
      editor.post(
        "/organisations/\(Cast.organisation("hexin"))/invitations",
        ["mail": "a@example.com", "role": "enterpriseViewer"]))
    return answer.json["link"]?.string?.split(separator: "/").last.map(String.init)
  }

  private static func ticket(_ kind: String, _ house: House) throws -> String {
    let text = String(repeating: kind == "mail" ? "m" : "r", count: 43)
    try house.store.writeAndWait { [now = house.wallNow.milliseconds] database in
      try database.run(
        "INSERT INTO ticket (hash, kind, person, mail, since, until) VALUES (?, ?, ?, ?, ?, ?)",
        SHA256.hash(Array(text.utf8)), kind, Cast.person("xinren").number, "xinren@example.com",
        now, now + 3_600_000)
    }
    return text
  }

  private static func asset(_ house: House) async throws -> String? {
    try await house.get("/").text.split(separator: "href=\"/assets/").dropFirst().first
      .map { String($0.prefix { $0 != "\"" }) }
  }
}

extension House {
  func ids(_ sql: StaticString, _ value: any Bindable & Sendable) throws -> [Int] {
    try store.read { try $0.all(sql, value) { $0.int(0) } }
  }
}
