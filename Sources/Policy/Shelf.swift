import Vocabulary

/// The packages there are.
package struct Shelf: Sendable, Equatable {
  package let all: [Package]
  /// What is meant where none is named. It may be an older edition than the one in `all`, kept by a
  /// round that began with it.
  package let standing: Package

  package init(_ all: [Package], standing: Package) {
    self.all = all
    self.standing = standing
  }

  package subscript(id: String) -> Package? {
    standing.id == id ? standing : all.first { $0.id == id }
  }
}

/// The packages as they stand at a moment.
package typealias Shelves = @Sendable (Instant) -> Shelf
