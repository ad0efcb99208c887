import Glibc
import JSON
import Journal
import Linux
import Portal
import SQLite
import Vocabulary

let dataOption = Arguments.Option("--data", "DIR", "数据文件夹（必填）")

let backupCommand = Command(
  name: "backup", summary: "把数据库和文件备份成一个归档，服务运行时也可以",
  options: [dataOption, .init("--to", "FILE", "备份文件；写 - 则送到标准输出，可接 gpg 等加密工具（必填）")],
  notes: [
    "例：brandpilot backup --data DIR --to - | gpg --encrypt --recipient KEY > backup.gpg",
    "归档是 tar 格式：brandpilot.db、files/ 里的每个文件、最后是清单；每个文件边读边按摘要核对。",
  ]
) { arguments in
  let data = try arguments.require("--data")
  let named = try arguments.require("--to")
  let target = named == "-" ? nil : Files.absolute(named)
  let answer = try whicheverWay(data, ask: "/backup") { database, folder in
    ["file": .string(try Maintenance.draft(of: database, in: folder.path))]
  }
  guard let draft = answer["file"]?.string else { throw Rejected(description: "没有得到备份") }
  let folder = Files.absolute(data)
  let count = try Maintenance.deliverAll(
    draft, files: folder + "/files", to: target, apart: folder)
  if let target {
    Output.note("已备份到 \(target)（\(Files.size(target) ?? 0) 字节，含 \(count) 个文件），并已核对。")
  }
  return .fine
}

let restoreCommand = Command(
  name: "restore", summary: "把备份恢复到一个空文件夹，或取代原有内容",
  options: [
    .init("--from", "FILE", "备份文件；写 - 则从标准输入读（必填）"),
    .init("--data", "DIR", "新的数据文件夹，要是空的，除非写 --replace（必填）"),
    .init("--replace", "", "备份核验通过后，把原有内容移到 DIR/aside，不删除"),
  ],
  notes: ["以前的备份只有数据库，也能恢复；files 里的文件要另外放回，再用 verify 核对。"]
) { arguments in
  let source = try arguments.require("--from")
  let data = try arguments.require("--data")
  let restored = try Maintenance.restore(
    source == "-" ? Descriptor(dup(0)) : Descriptor.open(source, O_RDONLY), named: source,
    to: data, replaces: arguments.has("--replace"), at: Instant(milliseconds: Clock.wall))
  let head = restored.head
  Output.note("已恢复到 \(data)：记录链 \(head.sequence) 条，链首 \(head.hex)。")
  if let count = restored.files {
    Output.note("一起恢复了 \(count) 个文件，都已按摘要核对。")
  } else {
    Output.note("这份备份只有数据库，不含文件：请把 files 放回 \(data)，再用 brandpilot verify 核对。")
  }
  if let aside = restored.aside { Output.note("原有内容在 \(aside)，没有删除。") }
  return .fine
}

let verifyCommand = Command(
  name: "verify", summary: "核验数据库、文件、记录链和旁存的链首",
  options: [
    dataOption, .init("--accept-loss", "", "接受已经发现的缺失：记入日志，然后可以照常启动（要先停止服务）"),
  ]
) { arguments in
  let data = try arguments.require("--data")
  if arguments.has("--accept-loss") { return try acceptLoss(data) }
  let answer = try whicheverWay(data, ask: "/verify") { database, folder in
    if let note = folder.doubts.note { throw Rejected(description: note) }
    let head = try Maintenance.verify(database, folder.headFile, files: folder.path + "/files") {
      Output.note("已核对 \($0) 条……")
    }
    return ["sequence": .integer(head.sequence), "head": .string(head.hex)]
  }
  Output.say("核验通过：记录链 \(answer["sequence"]?.integer ?? 0) 条，链首 \(answer["head"]?.string ?? "")")
  return .fine
}

private func acceptLoss(_ data: String) throws -> ExitCode {
  let folder = try DataFolder.claim(data, creates: false)
  let (lost, head) = try Maintenance.acceptLoss(folder, at: Instant(milliseconds: Clock.wall))
  if lost.isEmpty {
    Output.say("没有发现缺失，什么也没有改。")
    return .fine
  }
  for one in lost { Output.note("接受缺失：\(one)") }
  Output.say("已记入日志：记录链 \(head.sequence) 条，链首 \(head.hex)。现在可以照常启动。")
  return .fine
}
