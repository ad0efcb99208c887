import Faults
import TestSupport
import TestTraits
import Testing

@Suite("短缺：断电、盘满、描述符用完、磁盘很慢，照常或者说清楚", .serialized, .waiting)
struct ScarcityTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("断电：答应过的都在盘上；换成谎报落盘的磁盘，这个测试就要看见丢失", .enabled(if: Cuts.works))
  func powerCuts() throws {
    let cuts = try Cuts(in: folder.path)
    let honest = try cuts.run(rounds: 2, lying: false)
    #expect(honest.complaints == [])
    #expect(honest.kept > 0)
    if Strace.works {
      #expect(try cuts.run(rounds: 1, lying: true).complaints != [])
    }
  }

  @Test("盘满：没存的说没存，照样能看；有了空间照样能存", .enabled(if: Cuts.works))
  func room() throws {
    let complaints = try Scarcity.room(in: folder.path)
    #expect(complaints == [], "\(complaints)")
  }

  @Test("H201：描述符用完，不空转、不倒下，人散了照常")
  func descriptors() throws { #expect(try Scarcity.descriptors(in: folder.path) == []) }

  @Test("落盘很慢：看的人不受影响，写的人等得到", .enabled(if: Strace.works))
  func slowDisk() throws { #expect(try Scarcity.slowDisk(in: folder.path) == []) }

  @Test("忙着写的时候备份，恢复出来是完整的")
  func backup() throws {
    #expect(try Copies.backupUnderLoad(rounds: 2, in: folder.path) == [])
  }

  @Test("停止时在任何一步被杀：再起照常就绪，不把正常的当成丢失", .enabled(if: Strace.works))
  func stops() throws { #expect(try Stops.run(at: 1...3, in: folder.path) == []) }

  @Test("同一文件夹起第二个：说清楚，第一个照常")
  func twice() throws { #expect(try Copies.twice(in: folder.path) == []) }
}
