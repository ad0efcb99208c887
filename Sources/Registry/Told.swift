import Policy
import Vocabulary

extension Facts {
  /// Where something is from, and as of when.
  package struct Ground: Sendable, Equatable {
    package let source: String
    /// Of the data; a name is as it is now.
    package let asOf: Day?
    /// The enterprise says it is wrong, and nobody has decided yet.
    package let isContested: Bool

    init(source: String) {
      self.source = source
      (asOf, isContested) = (nil, false)
    }

    init(_ record: Record) {
      source = record.source
      asOf = record.asOf
      isContested = record.contest != nil && record.settled == nil
    }

    package var text: String { source + (asOf.map { "，\($0.chinese)" } ?? "") }
  }

  /// Facts as answers to one package's questions; everything by the question's id.
  package struct Told: Sendable, Equatable {
    package var values: Values = [:]
    package var grounds: [String: [Ground]] = [:]
    /// Words of a record that nobody here understands: somebody has to look.
    package var unread: [String: String] = [:]
    /// Data that once said all was well, and are too old to say it now.
    package var old: [String: [Ground]] = [:]
    /// As it is registered under this credit code, where that is another name.
    package var otherName: String?
  }
}
