import TestSupport
import TestTraits
import Testing

@Suite("只凭接口说明和回答里的 acts，程序把一件产品从填报办到可验证的标志", .waiting)
struct JourneyByProgramTests {
  @Test("途中服务一再被 SIGKILL，用同样的键接着办：不丢、不重")
  func killed() throws {
    let done = try Program.run(
      "/usr/bin/python3",
      [
        "-B", "\(Project.folder)/Tests/Journey/journey.py", "\(Project.programs)/brandpilot",
        "--seed", "14", "--kills", "24",
      ])
    #expect(done.code == 0, "\(done.output)\(done.errors)")
    #expect(done.output.contains("核验通过："))
  }
}
