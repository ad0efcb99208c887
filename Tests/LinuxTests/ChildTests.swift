import Glibc
import Linux
import TestSupport
import Testing

@Suite("别的程序：只拿到该拿的，说得清怎么结束的")
struct ChildTests {
  static let ends: [(script: String, code: Int32)] = [
    ("exit 0", 0), ("exit 7", 7), ("exit 255", 255), ("kill -9 $$", -9), ("kill -15 $$", -15),
  ]

  @Test("退出码和信号", arguments: ends)
  func ended(_ script: String, _ code: Int32) throws {
    #expect(try Program.run("/bin/sh", ["-c", script]).code == code)
  }

  @Test("喂进去的话读得完，不读也不妨碍；超时就结束它")
  func feeding() throws {
    let much = [UInt8](repeating: 0x61, count: 1 << 20)
    let counts = ["-c", "test $(wc -c) = 1048576"]
    #expect(try Child.run("/bin/sh", counts, input: much, seconds: 300) == 0)
    #expect(try Child.run("/bin/sh", ["-c", "exit 3"], input: [], seconds: 300) == 3)
    #expect(try Child.run("/bin/sleep", ["60"], input: [], seconds: 0) == nil)
    #expect(try Child.run("/bin/sh", ["-c", "kill -9 $$"], input: [], seconds: 300) == nil)
  }

  @Test("不读也不结束的，到时就结束它，写不进去也不等")
  func standingStill() throws {
    let much = [UInt8](repeating: 0x61, count: 1 << 20)
    let folder = try TemporaryFolder()
    // Whoever waits for it to end by itself finds what it leaves behind.
    let script = "import time; time.sleep(60); open('\(folder.path)/over', 'w')"
    #expect(try Child.run("/usr/bin/python3", ["-c", script], input: much, seconds: 1) == nil)
    #expect(!Files.exists("\(folder.path)/over"))
    #expect(try Child.run("/bin/true", [], input: much, seconds: 300) == 0)
  }

  @Test("孩子收得到 SIGPIPE：读的人走了，它也就停")
  func pipes() throws {
    #expect(try Program.run("/bin/sh", ["-c", "yes | head -n 1"]).output == "y\n")
    let said = try Program.run(
      "/bin/sh", ["-c", "(yes; echo $? >&2) | head -n 1 >/dev/null"])
    #expect(said.errors == "141\n")
  }

  @Test("除了三条标准的，这里打开的什么都不带过去")
  func descriptors() throws {
    // Open here, and not marked to be closed when another program starts.
    let bare = Descriptor(dup(2))
    #expect(fcntl(bare.number, F_GETFD) == 0)
    let listed = try Program.run("/bin/sh", ["-c", "ls /proc/$$/fd"])
    #expect(listed.output == "0\n1\n2\n")
  }

  @Test("没有的程序说没有")
  func missing() {
    #expect(throws: SystemError.self) { try Program("/no/such/program", []) }
  }
}
