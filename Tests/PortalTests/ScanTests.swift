import Accounts
import Applications
import JSON
import Linux
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("附件查毒：等着的、干净的、隔离的；查不成的一直等着，从不当作干净")
struct ScanTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let infected = Houses.pdf + Array(Daemon.virus.utf8)

  private func open(_ address: String?, twin: House? = nil) throws -> House {
    let house = try House(twin: twin, clamd: address)
    if twin == nil { try house.openRound() }
    return house
  }

  private func scan(_ house: House) throws {
    while try house.rooms.applications.scanFiles(at: house.clock.now, wall: house.wallNow) {}
  }

  private func told(_ login: String, _ house: House) throws -> [String] {
    try house.store.read {
      try $0.all(
        "SELECT title FROM message WHERE person = ? AND kind = 'caseNews'",
        Cast.person(login).number
      ) { $0.text(0) }
    }
  }

  private func files(_ number: String, _ guest: Guest) async throws -> [JSON] {
    try await guest.json("/applications/\(number)")["files"]?.array ?? []
  }

  private func attach(
    _ slot: String, _ number: String, _ writer: Guest, _ bytes: [UInt8] = Houses.pdf
  ) async throws -> String {
    let sent = try await writer.upload(
      "/applications/\(number)/files/\(slot)", [], [("file", bytes)])
    return try #require(sent.json["id"]?.string, "\(sent.text)")
  }

  @Test("没有 clamd：标明未查毒，照常下载")
  func off() async throws {
    let house = try open(nil)
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    let id = try await attach("licenceFile", number, writer)
    try scan(house)
    #expect(try await files(number, writer).map { $0["scan"] } == ["off"])
    #expect(try await writer.page("/applications/\(number)/sections/8").text.contains("未查毒"))
    #expect(try await writer.get("/applications/\(number)/attachments/\(id)").status == .ok)
  }

  @Test("查出病毒的：任何人都不能下载，收件箱里有，提交时不算数并说明；换一份，不等查完也能提交", .enabled(if: Daemon.isThere))
  func quarantined() async throws {
    let daemon = try Daemon(in: folder.path + "/clamd")
    let house = try open(daemon.address)
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer)
    let id = try await attach("licenceFile", number, writer, Self.infected)
    let place = "/applications/\(number)/attachments/\(id)"
    #expect(try await files(number, writer).allSatisfy { $0["scan"] == "waiting" })
    #expect(try await writer.page("/applications/\(number)/sections/8").text.contains("正在查毒"))
    #expect(try await writer.get(place).status == .ok)
    try scan(house)

    let lying = try await files(number, writer)
    #expect(lying.count { $0["scan"] == "clean" && $0["scannedAt"] != nil } == 3)
    let bad = lying.filter { $0["scan"] == "infected" }
    #expect(bad.map { $0["id"] } == [.string(id)])
    #expect(bad.first?["signature"]?.string == Daemon.name)
    for face in [try await writer.get(place), try await writer.page(place + "?as=page")] {
      #expect(face.status == .conflict, "\(face.text)")
    }
    #expect(try await writer.get(place).code == "quarantined")
    let page = try await writer.page("/applications/\(number)/sections/8").text
    #expect(page.contains("已隔离") && !page.contains(place + "\""))
    for login in ["lihua", "wangjianguo"] {
      #expect(try told(login, house) == ["“禾欣有机米饼”：附件“file.pdf”查出病毒，已经隔离"])
    }
    // What was replaced was looked at, too.
    #expect(try house.journal("file.scan").count == 4)
    #expect(try house.journal("file.quarantine") == ["附件查出病毒，已经隔离（\(number)）"])

    let signatory = try await house.enter("wangjianguo", surely: true)
    let refused = try await signatory.post(
      "/applications/\(number)/submission", ["agreed": true])
    let why = refused.json["errors"]?.array ?? []
    #expect(why.map { $0["code"] } == ["quarantined"])
    #expect(why.map { $0["message"] } == ["“营业执照”里的“file.pdf”查出病毒，已经隔离，请移除或者换一份。"])
    _ = try await attach("licenceFile", number, writer)
    try await house.submit(number)
    #expect(house.faults == [])
  }

  @Test("正在查毒的，本企业能下载，别人等查完；打包时没放进去的，清单里说明", .enabled(if: Daemon.isThere))
  func held() async throws {
    let daemon = try Daemon(in: folder.path + "/clamd")
    let house = try House(clamd: daemon.address)
    let number = try await house.submitted()
    let writer = try await house.enter("lihua")
    let official = try await house.enter("xh-sunli")
    let id = try #require(
      try house.ids(
        "SELECT id FROM application_file WHERE slot = 'licenceFile' AND name <> ?", ""
      ).first)
    let place = "/applications/\(number)/attachments/\(AttachmentID(id))"
    #expect(try await writer.get(place).status == .ok)
    let early = try await official.get(place)
    #expect(early.status == .conflict && early.code == "scanning")
    let bundle = try await official.post("/applications/\(number)/bundle")
    #expect(bundle.status == .ok)
    #expect(
      try house.journal("application.bundle") == ["打包下载：上海禾欣食品有限公司“禾欣有机米饼”（\(number)），附件 0 份"])
    try scan(house)
    #expect(try await official.get(place).status == .ok)
    #expect(try await official.page("/applications/\(number)").status == .ok)
  }

  @Test("clamd 不在：等着，不当作干净；回来了接着查；重新启动也接着查", .enabled(if: Daemon.isThere))
  func lost() async throws {
    let daemon = try Daemon(in: folder.path + "/clamd")
    let house = try open(daemon.address)
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    _ = try await attach("licenceFile", number, writer)
    daemon.stop()
    for _ in 1...3 {
      try scan(house)
      house.pass(seconds: 60)
    }
    #expect(try await files(number, writer).map { $0["scan"] } == ["waiting"])
    #expect(try house.journal("file.scan") == [])
    try daemon.start()
    let again = try open(daemon.address, twin: house)
    try scan(again)
    #expect(
      try await files(number, again.enter("lihua")).map { $0["scan"] } == ["clean"])
    house.pass(seconds: 60)
    try scan(house)
    #expect(try await files(number, writer).map { $0["scan"] } == ["clean"])
    // It has been looked at: nothing is done twice.
    try scan(house)
    #expect(try house.journal("file.scan") == ["附件查毒，没有发现病毒（\(number)）"])
  }

  @Test("区里自己带进来的（现场核查照片）查出病毒：告诉区里，不告诉企业", .enabled(if: Daemon.isThere))
  func ofTheOffice() async throws {
    let daemon = try Daemon(in: folder.path + "/clamd")
    let house = try open(daemon.address)
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    _ = try await attach("otherFile", number, writer, Self.infected)
    try house.store.writeAndWait {
      try $0.run("UPDATE application_file SET slot = 'visit-1-0' WHERE slot = 'otherFile'")
    }
    try scan(house)
    #expect(try told("xh-sunli", house) == ["“禾欣有机米饼”：附件“file.pdf”查出病毒，已经隔离"])
    #expect(try told("lihua", house) == [])
    #expect(try house.journal("file.quarantine").count == 1)
  }

  @Test("提交以后才查出来的：退回补正时，那一份也可以换，没有换不能提交", .enabled(if: Daemon.isThere))
  func foundLater() async throws {
    let daemon = try Daemon(in: folder.path + "/clamd")
    let house = try open(daemon.address)
    let writer = try await house.enter("lihua")
    let number = try await house.draft(by: writer)
    try await house.fill(number, by: writer)
    _ = try await attach("creditFile", number, writer, Self.infected)
    try await house.submit(number)
    try scan(house)
    try await house.act(number, "return", ["items": ["innovation": "请补充。"]], by: "xh-sunli")
    let before = try await house.enter("wangjianguo", surely: true)
      .post("/applications/\(number)/resubmission", ["agreed": true])
    #expect(before.json["errors"]?.array?.map { $0["field"] } == ["creditFile"], "\(before.text)")
    let other = try await writer.upload(
      "/applications/\(number)/files/licenceFile", [], [("file", Houses.pdf)])
    #expect(other.code == "closed")
    _ = try await attach("creditFile", number, writer)
    let sent = try await house.enter("wangjianguo", surely: true)
      .post("/applications/\(number)/resubmission", ["agreed": true])
    #expect(sent.status == .ok, "\(sent.text)")
  }
}
