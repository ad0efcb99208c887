import HTML
import HTTP
import JSON
import Vocabulary

/// One row of the route table.
package struct Route: Sendable {
  package let method: HTTP.Method
  package let pattern: StaticString
  package let faces: Set<Visit.Face>
  package let admission: Admission
  package let operation: Operation
  let handle: @Sendable (Visit, [String], Table) -> Plan

  /// What OpenAPI, the map and the permission matrix say of it.
  package struct Operation: Sendable {
    package let name: String
    package let summary: String
    package let clause: String?
    package let fields: [FieldNote]
    /// What may come besides the fields.
    var more: [Schema.Property]?
    package let schema: Schema?
    /// Of the answer, when it is not JSON.
    package let mediaType: MediaType?
    package var files: [MediaType] = []
    var kind = Kind.plain
    /// It is confirmed for itself alone, and not by what was given for something else.
    var isConfirmedAnew = false
    /// What it says no with, beyond what follows from all the rest.
    var refuses: Set<Status> = []

    enum Kind { case plain, view, act, keptAct }

    /// Each clause it says it carries out.
    package var clauses: [String] { clause?.split(separator: "、").map(String.init) ?? [] }

    var takesFiles: Bool { fields.contains { $0.fileRule != nil } }
  }

  /// What handlers need of the table they stand in.
  struct Table: Sendable {
    let errors: @Sendable (Visit, ErrorNote) -> Response
    let explain: @Sendable (any Error) -> ErrorNote?
    let doors: Doors
    let bodyLimit: Int
    let uploads: UploadRules?
    let meter: UploadMeter
  }
}

extension Route {
  static func operation<Kind: Declaration>(_ type: Kind.Type) -> Operation {
    let act = type as? any Act.Type
    return Operation(
      name: Kind.name, summary: Kind.summary, clause: Kind.clause,
      fields: act?.sent ?? Kind.Asked.fields,
      more: Kind.Asked.more, schema: Kind.schema, mediaType: nil, files: Kind.files,
      kind: act.map { $0.isKept ? .keptAct : .act } ?? .view,
      isConfirmedAnew: Kind.audience.admission.needsConfirmation && act?.canBeGrave == true,
      refuses: Set(Kind.refuses.map { ErrorNote(Refusal($0, code: "", "")).status }))
  }

  /// The door: first whether this person may come in at all, then whether there is such a place.
  /// - Parameter late: what there still is for whoever may not.
  static func admitted<Kind: Declaration>(
    _ visit: Visit, _ segments: [String], _ kind: Kind.Type, _ table: Table,
    late: (_ no: any Error) -> Plan? = { _ in nil },
    then: (Kind.Actor, Kind.Spot, Visit) throws -> Plan
  ) -> Plan {
    let actor: Kind.Actor
    do {
      actor = try Kind.audience.admit(visit, table.doors)
    } catch {
      return late(error)
        ?? .answer(table.errors(visit, table.explain(error) ?? ErrorNote(any: error)))
    }
    do {
      guard let place = Kind.Spot(segments) else {
        return .answer(table.errors(visit, ErrorNote(Refusal.notFound)))
      }
      var visit = visit
      if let caller = (actor as? Caller) ?? (actor as? Member)?.caller {
        visit.welcome(caller, table.doors)
        visit.formKey = caller.formKey
      }
      return try then(actor, place, visit)
    } catch {
      return .answer(table.errors(visit, table.explain(error) ?? ErrorNote(any: error)))
    }
  }

  /// Turns whatever a handler throws into the one answer it has, and says how long it may be kept.
  static func answering(
    _ visit: Visit, _ pattern: StaticString, _ admission: Admission, _ table: Table,
    _ work: () async throws -> Response
  ) async -> Response {
    do {
      var response = try await work()
      // What was made for one reader is kept nowhere (reliability R48).
      if admission.who != .everyone || visit.caller != nil {
        response.fields.add("Cache-Control", "no-store")
      }
      response.route = pattern
      return response
    } catch {
      var response = table.errors(visit, table.explain(error) ?? ErrorNote(any: error))
      response.route = pattern
      return response
    }
  }

  package static func page(_ status: Status, _ html: HTML) -> Response {
    Response(status, type: .html, document(html))
  }

  static func json(_ status: Status, _ json: JSON) -> Response {
    Response(status, type: .json, json.bytes)
  }
}
