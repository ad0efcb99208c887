import JSON
import Journal
import Linux
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Portal

@Suite("夜里抽查：文件变了、没了，记入日志、readyz 上说；一夜一次，启动以后接着说")
struct NightlyTests {
  private let house: House
  private var files: String { house.folder.path + "/files" }

  init() throws { house = try House() }

  private func sample(_ health: Health) -> NightlySample {
    NightlySample(house.store, files: files, health, logs: false)
  }

  private func ready() -> Health {
    let health = Health()
    health.has(house.store)
    return health
  }

  private static let night = Instant("2026-11-21T03:00")!

  private func damage(_ place: Int, _ change: (inout [UInt8]) -> Void) throws -> String {
    let name = try Files.list(files)[place]
    var bytes = try Files.read("\(files)/\(name)")
    change(&bytes)
    try Files.replace("\(files)/\(name)", with: bytes)
    return name
  }

  @Test("都相符的一夜：记一行，照常就绪；当夜不再做，第二夜又做；白天不做")
  func whole() throws {
    let health = ready()
    let nightly = sample(health)
    let count = try house.store.read { try KeptFile.all(in: $0).count }
    #expect(count > 1)
    #expect(try nightly.isDue(at: Self.night))
    try nightly.run(at: house.clock.now, wall: Self.night)
    #expect(health.state == .ready)
    #expect(try house.journal("files.sample") == ["抽查文件 \(count) 份，全部相符"])
    let hours: [(String, Bool)] = [
      ("2026-11-21T03:10", false), ("2026-11-21T04:59", false), ("2026-11-21T14:00", false),
      ("2026-11-22T01:59", false), ("2026-11-22T02:00", true), ("2026-11-22T04:59", true),
      ("2026-11-22T05:00", false),
    ]
    for (time, isDue) in hours {
      #expect(try nightly.isDue(at: #require(Instant(time))) == isDue, "\(time)")
    }
    // Another process on the same night knows it from the journal.
    #expect(try !sample(ready()).isDue(at: Self.night))
  }

  @Test("变了一个字节的、没了的：各记一行，readyz 说是哪一个，重新启动还说；放回原处就不说了")
  func damaged() throws {
    let kept = try Files.read("\(files)/\(try Files.list(files)[0])")
    let changed = try damage(0) { $0[0] ^= 1 }
    let gone = try Files.list(files)[1]
    Files.remove("\(files)/\(gone)")
    let health = ready()
    try sample(health).run(at: house.clock.now, wall: Self.night)
    #expect(try house.journal("files.mismatch") == ["抽查发现一份文件不对", "抽查发现一份文件不对"])
    guard case .notReady(let why) = health.state else {
      Issue.record("ready")
      return
    }
    #expect(why.contains(changed) || why.contains(gone))
    let told = try house.store.read { database in
      try database.all(
        """
        SELECT p.payload FROM journal j JOIN journal_payload p ON p.sequence = j.sequence
        WHERE j.act = 'files.mismatch'
        """
      ) { (try? JSON(parsing: $0.utf8(0)))?["flaw"]?.string }
    }
    #expect(Set(told) == ["文件 \(changed) 的内容变了", "文件 \(gone) 不在，或者大小不对"])

    let second = ready()
    try sample(second).recall()
    #expect(second.state != .ready)
    try Files.replace("\(files)/\(changed)", with: kept)
    try house.store.writeAndWait { [now = house.clock.now] database in
      try Journal.record(
        Entry("loss.accept", by: "operator", "操作者接受数据缺失 1 项", payload: ["files": [.string(gone)]]),
        at: now, in: database)
    }
    let third = ready()
    try sample(third).recall()
    #expect(third.state == .ready)
    try sample(third).run(at: house.clock.now, wall: Self.night)
    #expect(third.state == .ready)
  }

  @Test("只抽那么多份，份份都可能抽到")
  func share() throws {
    let name = try damage(0) { $0[0] ^= 1 }
    let health = ready()
    let nightly = sample(health)
    var nights = 0
    while health.state == .ready, nights < 1000 {
      try nightly.run(at: house.clock.now, wall: Self.night, most: 1)
      nights += 1
    }
    #expect(nights < 1000, "\(name)")
    #expect(try house.journal("files.sample").allSatisfy { $0.hasPrefix("抽查文件 1 份，") })
  }
}
