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

    package var description: String {
      switch self {
      case .inUse(let path): "\(path) 正在被另一个 brandpilot 使用"
      case .missing(let path): "\(path) 里没有 brandpilot 的数据"
      case .pathTooLong(let path): "\(path) 的路径太长，放不下控制套接字（最多 95 个字节），请换一个短些的"
      }
    }
  }

  private init(path: String, lock: consuming Descriptor) {
    self.path = path
    self.lock = lock
  }

  /// Takes the folder for this process alone.
  /// - Parameter creates: make the folder if there is none; otherwise it must hold a database.
  package static func claim(_ path: String, creates: Bool) throws -> DataFolder {
    let path = Files.absolute(path)
    // The kernel's limit for a socket's path, less the socket's name.
    guard path.utf8.count <= 95 else { throw Trouble.pathTooLong(path) }
    if creates {
      try Files.makeFolder(path)
    } else if !Files.exists(database(in: path)) {
      throw Trouble.missing(path)
    }
    let lock = try Descriptor.open(path + "/lock", O_RDWR | O_CREAT, mode: 0o600)
    guard lock.lock() else { throw Trouble.inUse(path) }
    return DataFolder(path: path, lock: lock)
  }

  package static func database(in path: String) -> String { path + "/brandpilot.db" }

  package static func control(in path: String) -> Endpoint {
    .local(path: Files.absolute(path) + "/control.sock")
  }

  package var database: String { DataFolder.database(in: path) }
  package var headFile: HeadFile { HeadFile(besides: database) }

  /// What people have sent for good.
  package var files: String {
    get throws {
      try Files.makeFolder(path + "/files")
      return path + "/files"
    }
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
    for name in (try? Files.list(path)) ?? []
    where name.hasPrefix("backup-") || name.hasPrefix("export-") {
      Files.remove(path + "/" + name)
    }
    // What was on its way when the process was killed.
    for name in (try? Files.list(path + "/uploads")) ?? [] {
      Files.remove("\(path)/uploads/\(name)")
    }
  }

  // A file that exists only while a server runs: found at start, it tells of a crash.
  private var runningMark: String { path + "/running" }
  package var endedBadly: Bool { Files.exists(runningMark) }
  package func markRunning() throws { try Files.replace(runningMark, with: []) }
  package func markStopped() { Files.remove(runningMark) }
}
