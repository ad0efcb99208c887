import Glibc
import HTTP
import JSON
import Journal
import Linux
import Portal
import SQLite

let dataOption = Arguments.Option("--data", "DIR", "数据文件夹（必填）")

let backupCommand = Command(
  name: "backup", summary: "备份数据库，服务运行时也可以",
  options: [dataOption, .init("--to", "FILE", "备份文件；写 - 则送到标准输出，可接 gpg 等加密工具（必填）")],
  notes: ["例：brandpilot backup --data DIR --to - | gpg --encrypt --recipient KEY > backup.gpg"]
) { arguments in
  let data = try arguments.require("--data")
  let named = try arguments.require("--to")
  let target = named == "-" ? nil : Files.absolute(named)
  let answer = try whicheverWay(data, ask: "/backup") { database, folder in
    ["file": .string(try Maintenance.draft(of: database, in: folder))]
  }
  guard let draft = answer["file"]?.string else { throw Rejected(description: "没有得到备份") }
  try Maintenance.deliver(draft, to: target, apart: Files.absolute(data))
  if let target { Output.note("已备份到 \(target)（\(Files.size(target) ?? 0) 字节），并已核对。") }
  return .fine
}

let restoreCommand = Command(
  name: "restore", summary: "把备份恢复到一个空文件夹",
  options: [
    .init("--from", "FILE", "备份文件；写 - 则从标准输入读（必填）"),
    .init("--data", "DIR", "新的数据文件夹，要是空的（必填）"),
  ]
) { arguments in
  let source = try arguments.require("--from")
  let data = try arguments.require("--data")
  let isPipe = source == "-"
  var file = source
  if isPipe {
    file = try Files.makeTemporaryFolder("brandpilot-restore") + "/backup.db"
    let copy = try Files.create(file)
    let input = Descriptor(dup(0))
    while let piece = try input.read(upTo: 1 << 20) { try copy.write(piece) }
  }
  defer { if isPipe { Files.removeFolder(Files.parent(of: file)) } }
  let head = try Maintenance.restore(file, to: data)
  Output.note("已恢复到 \(data)：记录链 \(head.sequence) 条，链首 \(head.hex)。")
  return .fine
}

let verifyCommand = Command(
  name: "verify", summary: "核验数据库、文件、记录链和旁存的链首",
  options: [dataOption]
) { arguments in
  let data = try arguments.require("--data")
  let answer = try whicheverWay(data, ask: "/verify") { database, folder in
    let head = try Maintenance.verify(
      database, HeadFile(besides: DataFolder.database(in: folder)), files: folder + "/files"
    ) {
      Output.note("已核对 \($0) 条……")
    }
    return ["sequence": .integer(head.sequence), "head": .string(head.hex)]
  }
  Output.say("核验通过：记录链 \(answer["sequence"]?.integer ?? 0) 条，链首 \(answer["head"]?.string ?? "")")
  return .fine
}
