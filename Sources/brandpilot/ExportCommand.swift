import JSON
import Linux
import Portal
import Registry
import SQLite
import Vocabulary

let exportCommand = Command(
  name: "export", summary: "把企业数据导出成文件，可以再导入",
  options: [
    dataOption, .init("--to", "FILE", "写到哪个文件；写 - 则送到标准输出（必填）"),
  ], words: ["KIND"],
  notes: [
    "KIND 是 \(RecordKind.allCases.map(\.rawValue).joined(separator: "、")) 之一，列与 import 的文件相同，UTF-8。",
    "服务运行时也可以导出；导出会记入日志。",
  ]
) { arguments in
  let data = try arguments.require("--data")
  let named = try arguments.require("--to")
  guard arguments.words.count == 1, let kind = RecordKind(rawValue: arguments.words[0]) else {
    throw Arguments.Misuse(
      sentence: "要写种类，是 \(RecordKind.allCases.map(\.rawValue).joined(separator: "、")) 之一")
  }
  let target = named == "-" ? nil : Files.absolute(named)
  let answer = try whicheverWay(data, ask: "/export/\(kind.rawValue)") { _, folder in
    let path = folder.path
    let (file, count) = try folder.withStore {
      try Export($0).run(kind, in: path, at: Instant(milliseconds: Clock.wall))
    }
    return ["file": .string(file), "count": .integer(count)]
  }
  guard let draft = answer["file"]?.string else { throw Rejected(description: "没有得到文件") }
  try Maintenance.deliver(draft, to: target, apart: Files.absolute(data))
  Output.note(
    "已导出\(kind.title) \(answer["count"]?.integer ?? 0) 条\(target.map { "到 \($0)" } ?? "")。")
  return .fine
}
