import Policy
import Rounds
import Routing
import SQLite
import Vocabulary

/// What the judge knows of a case: its row, its matters, its round with the package pinned to it, the
/// moment, and who asks. It is handed about a great deal and never changed.
package final class CaseFacts: Sendable {
  package let file: Case
  private let beside: Beside
  package let round: Round
  package let package: Package
  package let now: Instant
  /// Who asks; nobody where the clock does.
  package let person: PersonID?
  /// Who asks is one of the enterprise's own people, or was within the years that its package looks back.
  package let isRelated: Bool
  /// 复核 is asked for, and nobody who approves in its unit has had no hand in it.
  let isHeardByCity: Bool

  init(
    file: Case, _ beside: Beside, round: Round, package: Package, now: Instant, person: PersonID?,
    isRelated: Bool, isHeardByCity: Bool
  ) {
    self.isHeardByCity = isHeardByCity
    self.file = file
    self.beside = beside
    self.round = round
    self.package = package
    self.now = now
    self.person = person
    self.isRelated = isRelated
  }

  package var matters: [Matter] { beside.matters }
  /// What was found of each thing last, where nothing has come after it.
  package func found(_ kind: Matter.Kind) -> [Matter] {
    let all = matters.filter { $0.kind == kind }
    let last = Dictionary(all.map { ($0.reference, $0.id) }, uniquingKeysWith: { $1 })
    return all.filter {
      ["verified", "rejected"].contains($0.outcome) && last[$0.reference] == $0.id
    }
  }

  /// What was joined to another goes on there, and was not refused.
  var ending: String? {
    let isJoined =
      file.outcome == .refused
      && matters.contains { $0.kind == .duplicate && $0.outcome == "joined" }
    if isJoined { return "并入另一份申请" }
    // Nothing is late where nothing was handed in.
    if file.outcome == .lapsed, file.cameFrom == .draft {
      return round.cancelled == nil ? "截止时没有提交" : "批次取消，没有提交"
    }
    return file.outcome?.title
  }

  /// Who had the case in hand so far, by its history.
  package var touchedBy: Set<PersonID> { beside.touchedBy }
  var isProvisional: Bool { beside.isProvisional }

  package func open(_ kind: Matter.Kind) -> [Matter] {
    matters.filter { $0.kind == kind && $0.isOpen }
  }

  package func figure(_ name: Figures.Name) -> Int { package.figures[name] }
}

extension Library {
  package func round(_ id: RoundID) -> Round? { rounds.first { $0.id == id } }

  /// What a case goes by: that of its round.
  package func package(of file: Case) -> Package? {
    round(file.round).flatMap { package($0.package) }
  }
}
