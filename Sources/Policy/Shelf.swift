import Vocabulary

/// The packages there are.
package final class Shelf: Sendable {
  /// The newest of each name: what new rounds begin with.
  package let all: [Package]
  /// What is meant where none is named. It may be an older edition than the one in `all`, kept by a
  /// round that began with it.
  package let standing: Package
  /// Every edition that was ever taken in.
  private let editions: [Package]

  package init(_ all: [Package], standing: Package, editions: [Package]) {
    self.all = all
    self.standing = standing
    self.editions = editions
  }

  /// By `pilot-2024`, which means the edition that stands, or else the newest; or by `pilot-2024@2`.
  package subscript(name: String) -> Package? {
    if standing.id == name { return standing }
    return all.first { $0.id == name } ?? editions.first { $0.edition == name }
      ?? editions.first { $0.print == name }
  }

  /// The shortest name that means exactly this one.
  package func name(of package: Package) -> String {
    [package.id, package.edition].first { self[$0]?.hash == package.hash } ?? package.print
  }

  /// What a reader may want to see: what stands, and what is to come.
  package var shown: [Package] {
    all.contains { $0.hash == standing.hash } ? all : [standing] + all
  }
}

extension Package {
  /// No two of a name that are taken in have the same version; before that was asked for, some had.
  package var edition: String { "\(id)@\(version)" }
  fileprivate var print: String { "\(id)@\(fingerprint.prefix(16))" }
}

/// The packages as they stand at a moment.
package typealias Shelves = @Sendable (Instant) -> Shelf
