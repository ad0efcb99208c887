import Applications
import Digest
import JSON
import Linux
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import HTTP
@testable import Portal

@Suite("附件分段传：断在哪里就从哪里接，收齐了只收一次；别人的看不到，一天没传完的清掉")
struct PieceTests {
  let house: House
  let writer: Guest
  let number: String
  /// Two and a half pieces.
  static let file: [UInt8] = Houses.pdf + (0..<2_621_440).map { UInt8(truncatingIfNeeded: $0 / 7) }
  static let piece = 1 << 20

  init() async throws {
    house = try await House.withRound()
    writer = try await house.enter("lihua")
    number = try await house.draft(by: writer)
  }

  private func begin(
    _ slot: String = "financeFile", _ name: String = "审计报告.html", size: Int = file.count
  ) async throws -> Response {
    try await writer.post(
      "/applications/\(number)/files/\(slot)/uploads",
      ["name": .string(name), "size": .integer(size)])
  }

  private func place(_ begun: Response) throws -> String {
    String(try #require(begun.json["href"]?.string, "\(begun.text)").dropFirst(7))
  }

  private func add(
    _ offset: Int, _ bytes: ArraySlice<UInt8>, to place: String
  ) async throws -> Response {
    try await writer.send(
      place + "/pieces", [("offset", "\(offset)")], files: [("piece", "piece", Array(bytes))])
  }

  private func sendAll(_ place: String, _ file: [UInt8] = file) async throws {
    for offset in stride(from: 0, to: file.count, by: Self.piece) {
      let end = min(file.count, offset + Self.piece)
      let added = try await add(offset, file[offset..<end], to: place)
      #expect(added.status == .ok && added.json["offset"]?.integer == end, "\(added.text)")
    }
  }

  private var lying: [JSON] {
    get async throws { try await writer.json("/applications/\(number)")["files"]?.array ?? [] }
  }

  private var parts: String { house.folder.path + "/parts" }

  @Test("从头到尾：位置不对、太长、没收齐都说明，什么也不改；收齐了和整个传的一样，再说一次也只有一份")
  func whole() async throws {
    let begun = try await begin()
    #expect(begun.json["offset"] == 0 && begun.json["piece"]?.integer == Self.piece)
    #expect(begun.json["finished"] == false && begun.json["slot"] == "financeFile")
    let place = try place(begun)
    let first = Self.file[..<Self.piece]
    let table: [(offset: Int, bytes: ArraySlice<UInt8>, status: Status, code: String)] = [
      (1, first, .conflict, "offset"), (Self.piece, first, .conflict, "offset"),
      (0, [], .unprocessable, "outOfRange"),
      (0, Self.file[...Self.piece], .unprocessable, "tooLarge"),
    ]
    for (offset, bytes, status, code) in table {
      let refused = try await add(offset, bytes, to: place)
      #expect(refused.status == status, "\(refused.text)")
      #expect(
        (refused.json["errors"]?.array?.first?["code"] ?? refused.json["code"]) == .string(code))
      #expect(try await writer.json(place)["offset"] == 0)
    }
    #expect(try await add(0, first, to: place).json["offset"]?.integer == Self.piece)
    // The answer was lost on its way: the piece is sent again.
    let again = try await add(0, first, to: place)
    #expect(again.code == "offset")
    #expect(again.json["detail"] == "已经收到 1048576 个字节，请从那里接着传。")
    let early = try await writer.post(place + "/completion")
    #expect(early.status == .conflict && early.code == "unfinished")
    #expect(try await lying == [])
    for (from, to) in [(1 << 20, 2 << 20), (2 << 20, Self.file.count)] {
      #expect(try await add(from, Self.file[from..<to], to: place).json["offset"]?.integer == to)
    }
    let over = try await add(Self.file.count, [1], to: place)
    #expect(over.json["errors"]?.array?.map { $0["code"] } == ["outOfRange"])

    let done = try await writer.post(place + "/completion")
    #expect(done.status == .ok, "\(done.text)")
    #expect(done.json["sha256"]?.string == Hex.text(SHA256.hash(Self.file)))
    #expect(done.json["name"] == "审计报告.pdf" && done.json["size"]?.integer == Self.file.count)
    #expect(try await writer.post(place + "/completion").text == done.text)
    #expect(try await writer.json(place)["finished"] == true)
    #expect(try await add(Self.file.count, [1], to: place).code == "offset")
    #expect(try await writer.post(place + "/removal").status == .ok)
    #expect(try await lying.map { $0["id"] } == [done.json["id"]])
    #expect(try house.journal("application.attach") == ["上传附件“近三年审计报告或财务报表”（\(number)）"])
    #expect(try Files.list(parts) == [])
    #expect(try Files.list(house.folder.path + "/uploads") == [])
    #expect(house.faults == [])
  }

  @Test("写到一半被杀：盘上多出来、没有答应过的，从答应过的地方盖过去；少了的，从头来")
  func cutOff() async throws {
    let place = try place(try await begin())
    #expect(try await add(0, Self.file[..<Self.piece], to: place).status == .ok)
    let name = try #require(try Files.list(parts).first)
    try Files.append(Array("never answered for".utf8), to: parts + "/" + name, at: Self.piece)
    #expect(try await writer.json(place)["offset"]?.integer == Self.piece)
    for (from, to) in [(1 << 20, 2 << 20), (2 << 20, Self.file.count)] {
      #expect(try await add(from, Self.file[from..<to], to: place).status == .ok)
    }
    let done = try await writer.post(place + "/completion")
    #expect(done.json["sha256"]?.string == Hex.text(SHA256.hash(Self.file)))

    let other = try self.place(try await begin())
    #expect(try await add(0, Self.file[..<Self.piece], to: other).status == .ok)
    for name in try Files.list(parts) { Files.remove(parts + "/" + name) }
    #expect(try await writer.get(other).status == .notFound)
    #expect(try await writer.post(other + "/completion").status == .notFound)
  }

  @Test("别人的，同事的也一样：状态、接着传、收齐、放弃都是 404，和没有的一模一样")
  func foreign() async throws {
    let place = try place(try await begin())
    let nothing = "/applications/\(number)/uploads/3g92k1x0c7m5q"
    for login in ["wangjianguo", "xinren"] {
      let other = try await house.enter(login)
      for way in ["/pieces", "/completion", "/removal"] {
        let theirs = try await other.post(place + way)
        let none = try await other.post(nothing + way)
        #expect(
          [Status.notFound, .forbidden].contains(theirs.status) && theirs.text == none.text,
          "\(login) \(way)")
      }
      #expect(try await other.get(place).text == other.get(nothing).text)
    }
    #expect(try await house.enter("wangjianguo").get(place).status == .notFound)
    #expect(try await writer.json(place)["offset"] == 0)
  }

  @Test("开始的时候就说得出来的先说：太大、名字不行、满了；第一段就看得出不是要的，到此为止")
  func refusedEarly() async throws {
    #expect(
      try await begin(size: 21 << 20).json["errors"]?.array?.map { $0["message"] }
        == ["“近三年审计报告或财务报表”最大 20 MB，请压缩后再传。"])
    #expect(
      try await begin("financeFile", "a\u{202E}fdp.pdf").json["errors"]?.array?.map { $0["code"] }
        == ["control"])
    #expect(try await begin("nothing").status == .notFound)
    let place = try place(try await begin())
    let page = try await add(0, Array("<html></html>".utf8)[...], to: place)
    #expect(page.json["errors"]?.array?.map { $0["code"] } == ["fileKind"])
    #expect(try await writer.get(place).status == .notFound)
    // What only the whole of it tells.
    let archive = Array(AttachmentTests.office(["word.txt"]))
    let last = try self.place(try await begin(size: archive.count))
    try await sendAll(last, archive)
    let refused = try await writer.post(last + "/completion")
    #expect(refused.json["errors"]?.array?.map { $0["code"] } == ["fileKind"], "\(refused.text)")
    #expect(try await writer.get(last).status == .notFound)
    #expect(try Files.list(parts) == [])
    for _ in 1...3 {
      _ = try await writer.upload(
        "/applications/\(number)/files/financeFile", [], [("file", Houses.pdf)])
    }
    let full = try await begin()
    #expect(full.status == .conflict && full.code == "full")
    #expect(house.faults == [])
  }

  @Test("一天没有传完的清掉；一个人最多留十件没传完的，再开始就去掉最早的；一小时六十件")
  func bounded() async throws {
    let first = try place(try await begin())
    #expect(try await add(0, Self.file[..<Self.piece], to: first).status == .ok)
    house.pass(seconds: 60)
    var last = ""
    for _ in 1...10 { last = try place(try await begin()) }
    #expect(try await writer.get(first).status == .notFound)
    try house.rooms.applications.sweepUploads(at: house.wallNow)
    #expect(try Files.list(parts) == [])
    for _ in 12...60 { last = try place(try await begin()) }
    // Those that had to go count in their hour all the same.
    let refused = try await begin()
    #expect(refused.code == "tooManyUploads")
    #expect(refused.field("Retry-After") == "3540")
    #expect(try await add(0, Self.file[..<Self.piece], to: last).status == .ok)
    house.pass(seconds: 86_399)
    let later = try await house.enter("lihua")
    #expect(try await later.get(last).status == .ok)
    house.pass(seconds: 1)
    #expect(try await house.enter("lihua").get(last).status == .notFound)
    try house.rooms.applications.sweepUploads(at: house.wallNow)
    #expect(try Files.list(parts) == [])
    let rows = try house.store.read {
      try $0.first("SELECT count(*) FROM file_upload", read: { $0.int(0) })
    }
    #expect(rows == 0)
  }

  @Test("一段不算一件，字节照算，同时三件照算")
  func paid() async throws {
    let place = try place(try await begin())
    for _ in 0..<61 { #expect(try writer.announce(place + "/pieces", 1000).rules != nil) }
    let held = try (0..<3).map { _ in try writer.announce(place + "/pieces", 1000) }
    #expect(held.allSatisfy { $0.rules != nil })
    #expect(try writer.announce(place + "/pieces", 1000).refusal?.code == "uploadsRunning")
    #expect(held[0].rules?.file == Self.piece && held[0].rules?.files == 1)
  }
}
