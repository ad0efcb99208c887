import JSON
import Linux

/// What was found wrong with a folder's data. It lies beside the data, so that it is still known
/// after a restart; only the operator's decision takes it away.
package struct Doubts: Sendable {
  private let folder: String
  private var path: String { folder + "/doubts.json" }

  package init(in folder: String) { self.folder = folder }

  /// In the order they were found.
  package var all: [String] {
    guard Files.exists(path) else { return [] }
    let json = (try? Files.read(path, limit: 1 << 20)).flatMap { try? JSON(parsing: $0) }
    // A note that cannot be read is itself a doubt.
    return json?.array?.compactMap(\.string) ?? ["doubts.json 读不懂"]
  }

  package func add(_ doubt: String) throws {
    let known = all
    guard !known.contains(doubt) else { return }
    let list = JSON.array((known + [doubt]).map { .string($0) })
    try Files.replace(path, with: list.bytes + [0x0A])
  }

  /// In the log and on standard error.
  static func say(_ note: String, logs: Bool) {
    if logs { Output.say((["doubt": .string(note)] as JSON).text) }
    Output.note(note)
  }

  package func settle() { Files.remove(path) }

  /// What is wrong and what to do; nil when nothing is.
  package var note: String? {
    let all = all
    return all.isEmpty ? nil : all.joined(separator: "；") + "。" + Doubts.advice(folder)
  }

  static func advice(_ folder: String) -> String {
    """
    数据不动，也不再写入，查看照常。请先停止服务并保留现场，再选一样：
      用备份恢复（原有内容移到 aside，不删除）：brandpilot restore --replace --from 备份 --data \(folder)
      接受缺失并记入日志：brandpilot verify --accept-loss --data \(folder)
    """
  }
}
