/// Something the person can mend: which field, and a sentence saying how.
package struct Problem: Error, Sendable, Equatable {
  package let field: String
  package let code: String
  package let message: String

  package init(field: String, code: String, message: String) {
    self.field = field
    self.code = code
    self.message = Quotes.nested(message)
  }
}

/// All that is wrong, told at once.
package struct Problems: Error, Sendable, Equatable {
  package let all: [Problem]
  package init(_ all: [Problem]) { self.all = all }
}

/// A no that the person cannot mend in the form: policy, permission or the state of things.
package struct Refusal: Error, Sendable, Equatable {
  package enum Kind: Int, Sendable {
    case unauthenticated = 401
    case forbidden = 403
    case notFound = 404
    case conflict = 409
    case tooMany = 429
    case unavailable = 503
  }

  package let kind: Kind
  package let code: String
  package let sentence: String
  /// The clause it rests on, as `001 三（二）`.
  package let clause: String?
  /// Seconds after which it may be tried again.
  package let retryAfter: Int?
  /// How what was to be changed stands now, field by field, where somebody else was first.
  package let stands: [Problem]

  package init(
    _ kind: Kind, code: String, _ sentence: String, clause: String? = nil, retryAfter: Int? = nil,
    stands: [Problem] = []
  ) {
    self.stands = stands
    self.retryAfter = retryAfter
    self.kind = kind
    self.code = code
    self.sentence = Quotes.nested(sentence)
    self.clause = clause
  }

  package static let notFound = Refusal(.notFound, code: "notFound", "没有这一页，或者您不能查看它。")
}
