import Vocabulary

/// A path with one thing in it, by its id.
package struct ItemPlace<Thing>: Place, Equatable {
  package static var holes: Int { 1 }
  package let id: ID<Thing>

  package init(_ id: ID<Thing>) { self.id = id }

  package init?(_ segments: [String]) {
    guard segments.count == 1, let id = ID<Thing>(segments[0]) else { return nil }
    self.id = id
  }

  package var segments: [String] { ["\(id)"] }
}

/// A path with a one-time secret in it.
package struct SecretPlace: Place, Equatable {
  package static let holes = 1
  package let text: String

  package init(_ text: String) { self.text = text }

  package init?(_ segments: [String]) {
    guard segments.count == 1, segments[0].utf8.count == 43 else { return nil }
    text = segments[0]
  }

  package var segments: [String] { [text] }
}
