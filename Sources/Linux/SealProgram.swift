/// A program of the operator's that knows electronic seals: it gets a file on its standard input and the
/// credit code of whose seal it should be as its argument, and answers by how it ends.
package struct SealProgram: Sendable {
  package enum Verdict: String, Sendable, CaseIterable {
    /// It bears a valid seal of this enterprise.
    case valid
    /// There is none on it: a scan of paper.
    case none
    /// There is one, and it is not this enterprise's, or what it sealed has been changed.
    case invalid
    /// Nobody has looked, or the program could not tell.
    case unchecked
  }

  private let path: String
  /// How long the program may take.
  private let seconds: Int
  /// Of its own: a slow seal platform keeps nobody from uploading.
  private let pool = Pool("seals", threads: 2, waiting: 16)

  package init(_ path: String, seconds: Int = 20) {
    self.path = path
    self.seconds = seconds
  }

  package func verdict(on file: String, of code: String) async -> Verdict {
    let asked = try? await pool.run { [path, seconds] in
      try Child.run(path, [code], reading: Descriptor.open(file, 0), seconds: seconds)
    }
    return switch asked {
    case .some(0): .valid
    case .some(1): .none
    case .some(2): .invalid
    default: .unchecked
    }
  }
}
