import HTTP
import Vocabulary

extension Route {
  /// Every status that its operation can answer a program with, and no other. It follows from the
  /// declaration; what does not, the declaration names (`refuses`). What the server itself refuses
  /// before there is an operation at all is not among them.
  package var statuses: Set<Status> {
    var all = doorStatuses.union(operation.refuses).union([.ok])
    switch operation.kind {
    case .plain: break
    case .view:
      // A query that is no query; a fault of ours.
      all.formUnion([.badRequest, .fault])
      if asksAnything { all.insert(.unprocessable) }
    case .act, .keptAct:
      // A body that is none, too long, of another kind; fields nobody asked for; another site's.
      all.formUnion([
        .badRequest, .forbidden, .contentTooLarge, .unsupportedMediaType, .unprocessable, .fault,
      ])
      if operation.kind == .keptAct { all.insert(.unavailable) }
      // What the sender has left, and the disk's room.
      if operation.takesFiles {
        all.formUnion([.tooManyRequests, .unavailable, .insufficientStorage])
      }
    }
    if "\(pattern)".contains(":") { all.insert(.notFound) }
    return all
  }

  private var asksAnything: Bool { !operation.fields.isEmpty || operation.more != nil }

  private var doorStatuses: Set<Status> {
    let who: Set<Status> =
      switch admission.who {
      case .everyone: []
      case .operators: [.forbidden]
      case .arriving: [.unauthorized]
      case .signedIn, .members: [.unauthorized, .forbidden]
      }
    return admission.needsConfirmation ? who.union([.forbidden]) : who
  }
}
