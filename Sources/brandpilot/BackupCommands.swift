import Glibc
import HTTP
import JSON
import Journal
import Linux
import Portal
import SQLite

/// A running portal's no, in its own words.
struct Rejected: Error, CustomStringConvertible {
  let description: String
}

private let dataOption = Arguments.Option("--data", "DIR", "数据文件夹（必填）")

let backupCommand = Command(
  name: "backup", summary: "备份数据库，服务运行时也可以",
  options: [dataOption, .init("--to", "FILE", "备份文件；写 - 则送到标准输出，可接 gpg 等加密工具（必填）")],
  notes: ["例：brandpilot backup --data DIR --to - | gpg --encrypt --recipient KEY > backup.gpg"]
) { arguments in
  let data = try arguments.require("--data")
  let target = try arguments.require("--to")
  let isPipe = target == "-"
  let file = isPipe ? Files.absolute(data) + "/backup-\(getpid()).tmp" : Files.absolute(target)
  defer { if isPipe { Files.remove(file) } }
  try whicheverWay(data, ask: "/backup", ["to": .string(file)]) { database, _ in
    try database.backUp(to: file)
  }
  if isPipe {
    let source = try Descriptor.open(file, O_RDONLY)
    while let piece = try source.read(upTo: 1 << 20) { try Output.put(piece) }
  } else {
    Output.note("已备份到 \(file)（\(Files.size(file) ?? 0) 字节），并已核对。")
  }
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
    let copy = try Descriptor.open(file, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    let input = Descriptor(dup(0))
    while let piece = try input.read(upTo: 1 << 20) { try copy.write(piece) }
  }
  defer { if isPipe { Files.removeFolder(Files.parent(of: file)) } }
  let head = try Maintenance.restore(file, to: data)
  Output.note("已恢复到 \(data)：记录链 \(head.sequence) 条，链首 \(head.hex)。")
  return .fine
}

let verifyCommand = Command(
  name: "verify", summary: "核验数据库、记录链和旁存的链首",
  options: [dataOption]
) { arguments in
  let data = try arguments.require("--data")
  let answer = try whicheverWay(data, ask: "/verify", [:]) { database, folder in
    let head = try Maintenance.verify(database, HeadFile(besides: DataFolder.database(in: folder)))
    {
      Output.note("已核对 \($0) 条……")
    }
    return ["sequence": .integer(head.sequence), "head": .string(head.hex)]
  }
  Output.say("核验通过：记录链 \(answer["sequence"]?.integer ?? 0) 条，链首 \(answer["head"]?.string ?? "")")
  return .fine
}

/// Through the running portal if there is one, else on the files themselves, under their lock.
@discardableResult
private func whicheverWay(
  _ data: String, ask path: String, _ body: JSON,
  alone: (borrowing Connection, String) throws -> JSON
) throws -> JSON {
  do {
    let folder = try DataFolder.claim(data, creates: false)
    return try alone(Connection.open(folder.database, .reader), folder.path)
  } catch DataFolder.Trouble.inUse {
    let answer = try Exchange.request(
      "POST", path, fields: [("Content-Type", "application/json")], body: body.bytes,
      to: DataFolder.control(in: data), seconds: 24 * 3600)
    guard answer.status == 200 else {
      throw Rejected(description: answer.text.split(separator: "\n").joined(separator: " "))
    }
    return try JSON(parsing: answer.body)
  }
}

private func whicheverWay(
  _ data: String, ask path: String, _ body: JSON,
  alone: (borrowing Connection, String) throws -> Void
) throws {
  try whicheverWay(data, ask: path, body) { database, folder -> JSON in
    try alone(database, folder)
    return .null
  }
}
