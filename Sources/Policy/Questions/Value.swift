import Vocabulary

/// An answer once it has been understood, or a fact from a register.
package indirect enum Value: Sendable, Equatable {
  case text(String)
  case number(Exact)
  case day(Day)
  case flag(Bool)
  case many([String])
  case rows([Values])
}

/// By the question's id. What was not answered is not there.
package typealias Values = [String: Value]
