import Linux
import SQLite
import Vocabulary

/// Files without a row: what a crash left between the file and its row, or what a database that was
/// put back does not know. None is ever deleted: after a day each is moved to where the operator
/// sees it.
package enum Strays {
  /// A younger file may still get its row.
  static let age: Int64 = 24 * 3_600_000

  package struct Found: Sendable, Equatable {
    /// Left where they are: too young, or in a folder that was restored.
    package var kept: [String] = []
    package var moved: [String] = []
    /// Where the moved ones are now.
    package var place: String
  }

  /// - Parameter mayMove: false after a restore, whose rows are older than the files may be.
  package static func tend(
    _ files: String, known: Set<String>, asideIn folder: String, at now: Instant, mayMove: Bool
  ) throws -> Found {
    var found = Found(place: "\(folder)/strays/\(now.day)")
    for name in try Files.list(files) where !known.contains(name) {
      let path = "\(files)/\(name)"
      let age = now.milliseconds - (Files.modified(path) ?? now.milliseconds)
      guard mayMove, age >= Strays.age else {
        found.kept.append(name)
        continue
      }
      try Files.makeFolder(found.place)
      // An earlier stray of that name is not overwritten.
      let target = "\(found.place)/\(name)"
      try Files.move(
        path, to: Files.identity(target) == nil ? target : "\(target)-\(now.milliseconds)")
      found.moved.append(name)
    }
    return found
  }
}

extension Strays.Found {
  /// What the operator is told; nil when there is nothing to tell.
  package var note: String? {
    if !moved.isEmpty {
      return "files 里有 \(moved.count) 个文件在数据库里没有记录，已移到 \(place)，没有删除；请核对后自行处理。"
    }
    if !kept.isEmpty {
      return "files 里有 \(kept.count) 个文件在数据库里没有记录，没有移动（未满 24 小时，或者这里是从备份恢复的）。"
    }
    return nil
  }
}

extension Strays {
  /// At start, and once an hour after it.
  /// - Parameter tellsAll: also of those that stay where they are.
  static func tend(_ folder: String, _ store: Store, tellsAll: Bool = false) throws {
    // The rows first: a file that comes meanwhile is too young to be moved.
    let known = try store.read { Set(try KeptFile.all(in: $0).map(\.name)) }
    let found = try tend(
      folder + "/files", known: known, asideIn: folder, at: Instant(milliseconds: Clock.wall),
      mayMove: !DataFolder.wasRestored(folder))
    guard tellsAll || !found.moved.isEmpty, let note = found.note else { return }
    Output.note(note)
  }
}
