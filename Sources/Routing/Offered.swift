import HTML
import JSON
import Vocabulary

extension Declaration {
  /// How an answer offers it: by its name, at the address to send it to.
  package static func offered(at place: Spot, _ more: JSON.Member...) -> JSON {
    .object(
      [.init("name", .string(name)), .init("href", .string("/api/v1" + path.link(place).text))]
        + more)
  }
}

extension Declaration where Spot == Nowhere {
  package static func offered(_ more: [JSON.Member]) -> JSON {
    .object(
      [.init("name", .string(name)), .init("href", .string("/api/v1" + path.link.text))] + more)
  }

  package static func offered(_ more: JSON.Member...) -> JSON {
    .object(
      [.init("name", .string(name)), .init("href", .string("/api/v1" + path.link.text))] + more)
  }
}

extension JSON.Member {
  /// What an act may be given in a field, where it is offered.
  package static func choices(_ field: String, _ all: [(id: String, title: String)]) -> Self {
    .init(field, .array(all.map { ["id": .string($0.id), "title": .string($0.title)] }))
  }
}

extension Refusal {
  /// How an answer says why an act is not among those it offers.
  package func blocking(_ name: String) -> JSON {
    .object(
      [.init("name", .string(name)), .init("reason", .string(sentence))]
        + (clause.map { [.init("clause", .string($0))] } ?? []))
  }
}

extension Schema {
  /// What may be done now, and what may not, with the reason.
  package static let offers = Schema.list(.map(.any))
  package static let blocks = Schema.list(
    .object([.always("name", .text), .always("reason", .text), .sometimes("clause", .text)]))
}
