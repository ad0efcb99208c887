/// The packages there are.
package struct Shelf: Sendable, Equatable {
  package let all: [Package]

  /// Nil where there is none: without a package there is no programme.
  package init?(_ all: [Package]) {
    if all.isEmpty { return nil }
    self.all = all
  }

  package subscript(id: String) -> Package? { all.first { $0.id == id } }

  /// What is shown where no round says otherwise: the first by name, which is the pilot itself.
  package var standing: Package { all[0] }
}
