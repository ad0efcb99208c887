import Faults
import TestSupport
import TestTraits
import Testing

@Suite("故障：被杀、断电、磁盘出错，答应过的都在", .serialized, .waiting)
struct FaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("写着的时候随时被杀十次：答应过的都在，没答应的或全或无，记录链完整")
  func kills() throws {
    let outcome = try Kills.run(rounds: 10, in: folder.path)
    #expect(outcome.complaints == [])
    #expect(outcome.rounds == 10)
    #expect(outcome.kept > 0 && outcome.unsure > 0)
    #expect(outcome.mostWork < 2)
  }

  @Test("检查看得见丢失和不该有的")
  func checkSees() throws {
    let server = try SlipServer(folder.path + "/data")
    #expect(try server.connect().keep("here", "在") == .yes)
    let tally = Tally(kept: ["here", "never"], refused: ["here", "nor-this"])
    #expect(try server.complaints(about: tally) == ["lost never", "refused but there here"])
  }

  // One change is some thirty writes and syncs, its checkpoint included; the driver tries them all.
  @Test(
    "一次办理的各次写盘：在那里被杀、出错、没有空间",
    .enabled(if: Strace.works), arguments: Calls.Fault.allCases)
  func calls(_ fault: Calls.Fault) throws {
    let outcomes = try Calls.run(fault, at: [1, 2, 3, 5, 8, 13], in: folder.path)
    #expect(outcomes.count == 6)
    for outcome in outcomes {
      #expect(outcome.wasHit && outcome.complaints == [], "\(fault) \(outcome)")
    }
  }
}
