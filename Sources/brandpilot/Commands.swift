import Glibc
import JSON
import Journal
import Linux
import Portal
import SQLite

/// Finds the command that is asked for, runs it, and says how it went.
enum Commands {
  static let all = [
    demoCommand, serveCommand, backupCommand, restoreCommand, verifyCommand, checkCommand,
    importCommand, exportCommand, openAPICommand, deployCommand,
  ]

  private static func overview() -> String {
    var lines = ["brandpilot：上海品牌培育试点平台", "", "用法：brandpilot <命令> [选项]", "", "命令："]
    for command in all {
      let gap = String(repeating: " ", count: 10 - command.name.count)
      lines.append("  \(command.name)\(gap)\(command.summary)")
    }
    lines += ["", "每个命令都有 --help；brandpilot --version 显示版本。", "", "退出码："]
    lines += ExitCode.explained.map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  static func run(_ given: [String]) -> ExitCode {
    guard let name = given.first else {
      Output.note(overview())
      return .usage
    }
    if name == "help", let asked = all.first(where: { $0.name == given.dropFirst().first }) {
      Output.say(asked.help)
      return .fine
    }
    if ["--help", "-h", "help"].contains(name) {
      Output.say(overview())
      return .fine
    }
    if name == "--version" || given.dropFirst().contains("--version") {
      Output.say("brandpilot \(version)")
      return .fine
    }
    guard let command = all.first(where: { $0.name == name }) else {
      Output.note("没有“\(name)”这个命令。\n\n\(overview())")
      return .usage
    }
    if given.contains("--help") || given.contains("-h") {
      Output.say(command.help)
      return .fine
    }
    do {
      let arguments = try Arguments(
        Array(given.dropFirst()), options: command.options, words: command.words.count)
      return try command.run(arguments)
    } catch let misuse as Arguments.Misuse {
      Output.note("\(misuse.sentence)。用法见 brandpilot \(name) --help。")
      return .usage
    } catch {
      Output.note("brandpilot \(name)：\(sentence(for: error))")
      return exitCode(for: error)
    }
  }

  /// In words of its own where the kernel's are not enough to go on.
  private static func sentence(for error: any Error) -> String {
    guard let error = error as? SystemError, error.attempt.hasPrefix("listen"),
      error.code == EADDRINUSE
    else { return "\(error)" }
    return "这个地址已经被别的程序占用（\(error)）。请用 --listen 换一个，如 --listen 127.0.0.1:8081；用 0 作端口号，系统会挑一个空闲的。"
  }

  private static func exitCode(for error: any Error) -> ExitCode {
    switch error {
    case DataFolder.Trouble.inUse: .inUse
    case DataFolder.Trouble.missing, is PolicyFolder.Trouble: .noInput
    case DataFolder.Trouble.pathTooLong, DataFolder.Trouble.otherKind,
      DataFolder.Trouble.halfPlayed:
      .badSetting
    case DataFolder.Trouble.lived, DataFolder.Trouble.unsound: .badData
    case Maintenance.Trouble.notEmpty, Maintenance.Trouble.insideFolder,
      Maintenance.Trouble.unwritable:
      .cannotCreate
    case Maintenance.Trouble.noDatabase, Maintenance.Trouble.file, Maintenance.Trouble.line,
      is Journal.Flaw, is SchemaError,
      is Rejected:
      .badData
    case is Resources.Trouble: .badSetting
    case let error as SystemError where error.code == ENOENT: .noInput
    case let error as SystemError where error.attempt.hasPrefix("listen"): .cannotStart
    case is SystemError: .cannotCreate
    case let error as DatabaseError where error.isFull: .cannotCreate
    case let error as DatabaseError where error.isStorageFailure: .storageFailed
    case let error as DatabaseError where error.leavesOutcomeUnknown: .badData
    default: .fault
    }
  }
}
