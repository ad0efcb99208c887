import Glibc
import HTTP
import Journal
import Linux

/// The one folder that holds everything, owned by at most one process at a time.
package struct DataFolder: ~Copyable, Sendable {
  package let path: String
  private let lock: Descriptor

  package enum Trouble: Error, CustomStringConvertible, Sendable {
    case inUse(String)
    case missing(String)
    case pathTooLong(String)
    /// It has lived, and its database is gone.
    case lived(String, traces: [String])
    /// What is in it contradicts itself or cannot be read.
    case unsound(String, String)
    /// A demo's folder under `serve`, or the other way round.
    case otherKind(String, isDemo: Bool)
    /// A demo was cut off while it was being played.
    case halfPlayed(String)

    package var description: String {
      switch self {
      case .inUse(let path): "\(path) 正在被另一个 brandpilot 使用"
      case .missing(let path): "\(path) 里没有 brandpilot 的数据"
      case .pathTooLong(let path): "\(path) 的路径太长，放不下控制套接字（最多 95 个字节），请换一个短些的"
      case .otherKind(let path, true):
        "\(path) 里是演示的数据，人人知道密码，不能正式使用。请换一个文件夹，或者用 brandpilot demo --data 打开它"
      case .otherKind(let path, false):
        "\(path) 里是正式的数据，不能用来演示：演示会放进人人知道密码的人员。请换一个文件夹"
      case .halfPlayed(let path):
        "\(path) 里的演示没有准备完就中断了，不能接着用。请删掉这个文件夹，或者换一个，再启动一次"
      case .unsound(let flaw, let path): flaw + "。" + Doubts.advice(path)
      case .lived(let path, let traces):
        """
        \(path) 已经用过（有\(traces.joined(separator: "、"))），但 brandpilot.db 不在，或者是空的。没有新建数据库，也没有删除任何东西。
        请把 brandpilot.db 和 brandpilot.db-wal 放回原处再启动；找不回来的，用备份恢复：
          brandpilot restore --replace --from 备份 --data \(path)
        现有内容会移到 \(path)/aside，不会删除。
        """
      }
    }
  }

  private init(path: String, lock: consuming Descriptor) {
    self.path = path
    self.lock = lock
  }

  /// Takes the folder for this process alone.
  /// - Parameters:
  ///   - creates: make the folder if there is none; otherwise it must hold a database.
  ///   - replaces: what is in it is about to make way, so that nothing of it need be sound.
  package static func claim(
    _ path: String, creates: Bool, replaces: Bool = false
  ) throws -> DataFolder {
    let path = Files.absolute(path)
    // The kernel's limit for a socket's path, less the socket's name.
    guard path.utf8.count <= 95 else { throw Trouble.pathTooLong(path) }
    let traces = Traces.of(path)
    if creates {
      try Files.makeFolder(path)
    } else if !Files.exists(database(in: path)), traces.isEmpty {
      throw Trouble.missing(path)
    }
    let lock = try Descriptor.open(path + "/lock", O_RDWR | O_CREAT, mode: 0o600)
    guard lock.lock() else { throw Trouble.inUse(path) }
    let folder = DataFolder(path: path, lock: lock)
    if !replaces { try folder.lookForLoss() }
    return folder
  }

  /// What the names in the folder tell, before the database is opened: opening makes a -wal anew.
  private func lookForLoss() throws {
    if endedBadly, !Files.exists(database + "-wal"), Files.size(database) ?? 0 > 0 {
      try doubts.add(
        "上次没有正常停止，brandpilot.db-wal 却不在：最后一段时间办理的事项可能已经丢失")
    }
    let traces = Traces.of(path)
    if !traces.isEmpty, Traces.isBlank(database) {
      throw Trouble.lived(path, traces: traces)
    }
  }

  package static func database(in path: String) -> String { path + "/brandpilot.db" }

  package static func control(in path: String) -> Endpoint {
    .local(path: Files.absolute(path) + "/control.sock")
  }

  package var database: String { DataFolder.database(in: path) }
  package var doubts: Doubts { Doubts(in: path) }
  package var headFile: HeadFile { HeadFile(besides: database) }

  /// Left by a process that the database has failed: every page is looked at before the next one serves,
  /// so that what is damaged is said instead of failing it again.
  var failed: String { path + "/failed" }

  /// What people have sent for good.
  package var files: String {
    get throws {
      try Files.makeFolder(path + "/files")
      return path + "/files"
    }
  }

  /// Made at the first start and read by nobody else: codes that are told again are made with it. In no
  /// backup; a folder that was restored makes another, and one without room for it has it until the end of
  /// the process.
  package var secret: [UInt8] {
    let file = path + "/secret"
    if let known = try? Files.read(file, limit: 64), known.count == 32 { return known }
    let fresh = Random.bytes(32)
    try? Files.replace(file, with: fresh, mode: 0o600)
    return fresh
  }

  /// Policy packages, filled at the first start; the operator adds to them.
  package var packages: String { path + "/Forms" }

  /// Where files wait while they come; on the same file system.
  package var uploads: String {
    get throws {
      try Files.makeFolder(path + "/uploads")
      return path + "/uploads"
    }
  }

  /// Copies that a backup or an export left behind when it was cut off.
  package func sweep() {
    for name in (try? Files.list(path)) ?? [] where Self.isDraft(name) {
      Files.remove(path + "/" + name)
    }
    Files.removeFolder(path + "/restoring")
    // What was on its way when the process was killed.
    for name in (try? Files.list(path + "/uploads")) ?? [] {
      Files.remove("\(path)/uploads/\(name)")
    }
  }

  /// Named by the program itself; whatever else lies there is the operator's.
  private static func isDraft(_ name: String) -> Bool {
    for kind in ["backup-", "export-"] where name.hasPrefix(kind) && name.hasSuffix(".tmp") {
      let number = name.dropFirst(kind.count).dropLast(".tmp".count)
      if !number.isEmpty, number.allSatisfy({ $0.isASCII && $0.isNumber }) { return true }
    }
    return false
  }
}
