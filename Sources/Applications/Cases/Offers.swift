import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// Where an act on a case is found: what buttons and `acts` are made from, once the judge has said
/// that it may be done.
package struct OfferedAct: Sendable {
  package let step: Step
  package let hasForm: Bool
  /// The case's number has to be typed.
  package let asksNumber: Bool
  /// Nothing is asked, but there is a letter to be looked at before.
  let isPreviewedAlone: Bool
  package let link: @Sendable (CasePlace) -> Address
  /// What its room alone knows against it.
  let objection: @Sendable (CaseFacts, borrowing Connection) throws -> Refusal?

  package init<Doing: CaseAct>(_ act: Doing) {
    step = Doing.step
    hasForm = Doing.hasForm
    isPreviewedAlone = !Doing.hasForm && Doing.isPreviewed
    asksNumber = Doing.Asked.self is any NumberTyped.Type
    link = { Doing.path.link($0) }
    objection = { (facts: CaseFacts, database: borrowing Connection) in
      try act.objection(facts, in: database)
    }
  }
}

extension OfferedAct {
  func offer(on file: Case) -> Offer {
    Offer(step, title(on: file), at: link(file.place), hasForm: hasForm)
  }

  /// Of what can be undone the one thing that was done.
  private func title(on file: Case) -> String {
    guard step === Lifecycle.undo, let outcome = file.outcome else { return step.title }
    return outcome == .withdrawn ? "恢复已撤回的申请" : "恢复已放弃的申请"
  }
}

/// One thing that this reader may do now.
package struct Offer: Sendable {
  package let step: Step
  package let title: String
  package let hasForm: Bool
  private let place: @Sendable () -> Address
  /// The operation, where it is not the step's own.
  private let name: String?
  /// Of the fields a package decides, in `/openapi.json`.
  package var schema: String?
  /// What is asked for besides and stands in this answer: an edition, an id.
  package var more: [JSON.Member] = []
  /// The same, where it takes long to say: only programs ask.
  package var told: (@Sendable () -> [JSON.Member])?

  /// - Parameter address: written when somebody goes there; a list shows one offer of many.
  package init(
    _ step: Step, _ title: String, at address: @autoclosure @escaping @Sendable () -> Address,
    hasForm: Bool, name: String? = nil
  ) {
    self.step = step
    self.name = name
    self.title = title
    self.hasForm = hasForm
    place = address
  }

  package var address: Address { place() }

  /// What is decided on names the edition that was read; a part of a form names its own.
  func seen(_ edition: Int) -> Offer {
    guard step.decides, !more.contains(where: { $0.name == Edition.name }) else { return self }
    var offer = self
    offer.more.append(.init(Edition.name, .integer(edition)))
    return offer
  }

  /// What has to be typed stands beside it.
  func typed(_ number: String) -> Offer {
    var offer = self
    offer.more.append(.init("number", .string(number)))
    return offer
  }

  package var json: JSON {
    var members: [JSON.Member] = [
      .init("name", .string(name ?? step.name)),
      .init("href", .string("/api/v1" + address.text)),
    ]
    if let schema { members.append(.shape(schema)) }
    return .object(members + more + (told?() ?? []))
  }

  /// What may stand in a field.
  private static let choices = Schema.list(
    .object([.always("id", .text), .always("title", .text)]))

  package static let schema = Schema.list(
    .object([
      .always("name", .text), .always("href", .text), .sometimes("schema", .any),
      .sometimes("edition", .integer), .sometimes("section", .integer), .sometimes("slot", .text),
      .sometimes("title", .text), .sometimes("honour", .any), .sometimes("id", .text),
      .sometimes("number", .any), .sometimes("departments", choices),
      .sometimes("condition", choices),
      .sometimes("unit", choices), .sometimes("substitute", choices),
      .sometimes("to", choices), .sometimes("assignee", choices), .sometimes("flag", choices),
      .sometimes("consultation", choices),
      .sometimes(
        "conditions",
        .list(.object([.always("condition", .text), .always("name", .text)]))),
    ]))
}

extension [Offer] {
  /// What comes next, if only one thing is said: what leads on, else the step that is furthest along
  /// (an opinion that is whole is proposed, not written once more). Giving back, and giving up, come
  /// next only where nothing else can be done, or not at all.
  var next: Offer? {
    let usual = filter {
      !$0.step.isGrave && !$0.step.isAside && $0.step.name != Lifecycle.discard.name
    }
    let onward = usual.filter {
      $0.step.to != .stage(.returned) && $0.step.name != Lifecycle.reopen.name
    }
    return onward.first { $0.step.moves }
      ?? onward.first { $0.step.name == Lifecycle.write.name } ?? onward.last ?? usual.first
  }
}

extension Judge.Offers {
  package var blockedJSON: JSON {
    .array(blocked.map { step, refusal, _ in refusal.blocking(step.name) })
  }
}

/// What a room shows of its own on the case's page and in its JSON, to whom it concerns.
package protocol CasePart: Sendable {
  /// Nil: there is nothing for this reader.
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown?

  /// The room's own acts that stand for several, such as a form's sections, or say more than their
  /// address: for each case by the act's name. Asked once for a whole list, so that what they are told
  /// from is read once.
  func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]]
}

extension CasePart {
  package func offers(
    _ all: [Admitted], in database: borrowing Connection
  ) throws -> [[String: [Offer]]] { all.map { _ in [:] } }
}

/// A case with what the judge admits on it.
package struct Admitted: Sendable {
  package let facts: CaseFacts
  package let steps: [Step]
  /// To a program, which is told whom and what an act can be about; a list that people read is not.
  package var isTold = true

  package func admits(_ step: Step) -> Bool { steps.contains { $0 === step } }
}

package struct CaseShown: Sendable {
  /// Without one it is for programs alone.
  let title: String
  /// Frozen or long: folded away at first.
  let isFolded: Bool
  private let page: @Sendable () -> HTML
  private let program: @Sendable () -> [JSON.Member]
  /// What the case waits for: above all else that is known of it.
  package var isFirst = false
  /// Where its reader goes on, before everything else that can be done.
  package var lead: (title: String, address: Address)?

  /// Days that its room counts on this case.
  package var clocks: [Clock] = []

  /// A page is made for people and members for programs: only what was asked for is made.
  package init(
    _ title: String, _ html: @autoclosure @escaping @Sendable () -> HTML,
    _ members: @autoclosure @escaping @Sendable () -> [JSON.Member], isFolded: Bool = false
  ) {
    self.title = title
    self.isFolded = isFolded
    page = html
    program = members
  }

  var html: HTML { page() }
  var members: [JSON.Member] { program() }
}
