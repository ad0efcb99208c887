/// What is wrong in a package, where, and what would put it right.
package struct Flaw: Sendable, Equatable, CustomStringConvertible {
  package let file: String
  /// Inside the file, as in `indicators[2].cap`; empty for the whole file.
  package let place: String
  package let what: String
  package let remedy: String

  package init(_ file: String, _ place: String, _ what: String, remedy: String) {
    self.file = file
    self.place = place
    self.what = what
    self.remedy = remedy
  }

  package var description: String {
    "\(file)\(place.isEmpty ? "" : " 的 \(place)")：\(what)。改法：\(remedy)。"
  }
}

/// All that is wrong, so that it can be mended in one sitting.
package struct Flaws: Error, Sendable, Equatable, CustomStringConvertible {
  package let all: [Flaw]

  package init(_ all: [Flaw]) { self.all = all }

  package var description: String { all.map(\.description).joined(separator: "\n") }
}

/// Collects flaws while a package is read. Reading goes on with a stand-in, so that one mistake does
/// not hide the next.
final class Inspection {
  private(set) var flaws: [Flaw] = []
  let lists: CodeLists
  /// Of this package, as soon as they are read: conditions may name them.
  var figures: Figures?
  /// The same: forms may ask of every item of one.
  var rubrics: [Rubric] = []
  /// Every question of a file, wherever it stands: asked too early is not the same as not there.
  var questions: [String: Set<String>] = [:]
  /// No mistakes, but hardly what was meant.
  private(set) var warnings: [Flaw] = []

  func warn(_ flaw: Flaw) { if warnings.count < Self.most { warnings.append(flaw) } }

  init(_ lists: CodeLists) { self.lists = lists }

  /// A package with thousands of mistakes is no package; nobody reads more than these.
  static let most = 200

  /// Files that could not be read at all: what else they lack is not known, nor what the package
  /// lacks that they may have.
  private var unread: Set<String> = []

  /// - Parameter part: a folder of the package.
  func hasUnread(in part: String) -> Bool { unread.contains { $0.contains("/\(part)/") } }

  /// Some of what lies there is not as it should be.
  func hasFlaw(in part: String) -> Bool { flaws.contains { $0.file.contains("/\(part)") } }

  func note(_ flaw: Flaw) {
    if unread.contains(flaw.file) { return }
    if flaws.count < Self.most, !flaws.contains(flaw) { flaws.append(flaw) }
  }

  func noteUnread(_ flaw: Flaw) {
    note(flaw)
    unread.insert(flaw.file)
  }

  /// All of them, whatever else is wrong.
  func finish() throws(Flaws) {
    if !flaws.isEmpty { throw Flaws(flaws) }
  }
}
