import JSON
import Linux
import Portal
import Registry
import SQLite
import Vocabulary

let importCommand = Command(
  name: "import", summary: "从文件导入企业数据，或一年的放假安排",
  options: [dataOption, resourcesOption], words: ["KIND", "FILE"],
  notes: [
    "KIND 是 calendar 时，FILE 是一年的放假安排（JSON，样子见 Seeds/calendars），并重算暂定的期限。",
    "其余 KIND 是 enterprises（登记）、credit（信用）、accidents（事故）、honours（称号）、trademarks（商标）之一。",
    "文件是 UTF-8 或 GB18030 的 CSV，第一行是表头；缺少的列会指出来。同一条再来，以数据日期新的为准。",
    "服务运行时也可以导入。有拒收的行时逐行说明，退出码是 65，其余的行已经导入。",
  ]
) { arguments in
  let data = try arguments.require("--data")
  if arguments.words.count == 2, arguments.words[0] == "calendar" {
    return try importCalendar(data, arguments.words[1], arguments["--resources"])
  }
  guard arguments.words.count == 2, let kind = RecordKind(rawValue: arguments.words[0]) else {
    throw Arguments.Misuse(
      sentence:
        "要写种类和文件，种类是 calendar、\(RecordKind.allCases.map(\.rawValue).joined(separator: "、")) 之一")
  }
  let bytes = try Files.read(arguments.words[1], limit: Import.most)
  Output.note("正在导入\(kind.title)，\(bytes.count) 字节……")
  let answer: JSON
  do {
    answer = try whicheverWay(data, ask: "/import/\(kind.rawValue)", with: bytes) { _, folder in
      try folder.withStore {
        try Import($0).run(bytes, kind, at: Instant(milliseconds: Clock.wall)).json
      }
    }
  } catch let fault as RowFault {
    throw Rejected(description: fault.what)
  }
  for row in answer["refused"]?.array ?? [] {
    Output.note("第 \(row["line"]?.integer ?? 0) 行没有导入：\(row["what"]?.string ?? "")")
  }
  let refused = answer["refusedCount"]?.integer ?? 0
  let told = answer["refused"]?.array?.count ?? 0
  if refused > told { Output.note("还有 \(refused - told) 行没有导入，没有逐行列出；请先改正上面的，再导入一次。") }
  Output.say(
    "新的或更新的 \(answer["changed"]?.integer ?? 0) 条，没有变化的 \(answer["unchanged"]?.integer ?? 0) 条，拒收 \(refused) 行。"
  )
  return refused == 0 ? .fine : .badData
}

private func importCalendar(
  _ data: String, _ file: String, _ resources: String?
) throws -> ExitCode {
  let bytes = try Files.read(file, limit: 1 << 20)
  let answer = try whicheverWay(data, ask: "/import/calendar", with: bytes) { _, folder in
    try Portal.importCalendar(bytes, folder, resources: resources)
  }
  let moved = answer["moved"]?.array ?? []
  Output.say("已导入 \(answer["year"]?.integer ?? 0) 年放假安排，重算期限 \(moved.count) 件。")
  let missing = (answer["missing"]?.array ?? []).compactMap(\.string)
  if !missing.isEmpty {
    Output.note(
      "请核对：这一年没有写\(missing.joined(separator: "、"))，补齐再导入以前，这一年的期限都是暂定；两个节日连着放的，name 写成“国庆节、中秋节”。"
    )
  }
  for one in moved {
    Output.say(
      "  \(one["subject"]?.string ?? "")：\(one["old"]?.string ?? "") 改为 \(one["new"]?.string ?? "")"
    )
  }
  return .fine
}
