import Linux
import Rounds
import SQLite
import TestSupport

@testable import Portal

/// What a house begins with: database and files of one whose cast has taken its places, made once
/// in a run. To seed each anew, with its packages read and a password hashed, took most of a test.
struct Beginning: Sendable {
  let database: [UInt8]
  let files: [(name: String, bytes: [UInt8])]
  /// Has read the packages.
  let library: Library
  /// Which answers are held to which shape: the same for every house that begins so.
  let index: RouteIndex

  private static let demo = Result { try Beginning(isDemo: true) }
  private static let bare = Result { try Beginning(isDemo: false) }

  static func of(isDemo: Bool) throws -> Beginning { try (isDemo ? demo : bare).get() }

  private init(isDemo: Bool) throws {
    let house = try House(isDemo: isDemo, isFirst: true)
    let copy = "\(house.folder.path)/beginning.db"
    try Connection.open(house.store.path, .reader).backUp(to: copy)
    database = try Files.read(copy)
    let folder = "\(house.folder.path)/files"
    files = try Files.list(folder).map { ($0, try Files.read("\(folder)/\($0)")) }
    library = house.rooms.library
    index = house.index
  }

  /// Nothing of a test has to outlive the power: no waiting for the disk here.
  func put(in folder: String) throws {
    try Files.create("\(folder)/brandpilot.db").write(database)
    for file in files { try Files.create("\(folder)/files/\(file.name)").write(file.bytes) }
  }
}
