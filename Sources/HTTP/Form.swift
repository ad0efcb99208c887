/// Parameters by name, from a query or a urlencoded body. A name said twice is an error, not a
/// choice (reliability R54); names are compared by their bytes.
package struct Form: Sendable {
  package struct Pair: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  package enum Mistake: Error, Equatable {
    case encoding
    case repeated(String)
    case tooMany
  }

  package private(set) var pairs: [Pair] = []

  package init() {}

  package init(_ pairs: [Pair]) throws(Mistake) {
    for pair in pairs { try add(pair) }
  }

  package init(urlEncoded bytes: ArraySlice<UInt8>, limit: Int = 1_000) throws(Mistake) {
    guard !bytes.isEmpty else { return }
    for part in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard let name = Percent.decode(part[..<equals], plusIsSpace: true),
        let value = Percent.decode(part[equals...].dropFirst(), plusIsSpace: true)
      else { throw .encoding }
      guard pairs.count < limit else { throw .tooMany }
      try add(Pair(name: name, value: value))
    }
  }

  private mutating func add(_ pair: Pair) throws(Mistake) {
    guard self[pair.name] == nil else { throw .repeated(pair.name) }
    pairs.append(pair)
  }

  package subscript(name: String) -> String? {
    pairs.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }
}

extension Form {
  package enum Refusal: Error, Equatable {
    case mediaType
    case form(Mistake)
    /// The same name in the address and in the body.
    case twoPlaces(String)
  }

  /// The form in a request's body; the query must not say any of it again.
  package init(_ request: Request) throws(Refusal) {
    guard let type = request.head.contentType, type.isFormURLEncoded else { throw .mediaType }
    do {
      self = try Form(urlEncoded: request.body[...])
      let query = try Form(urlEncoded: request.head.query)
      for pair in query.pairs where self[pair.name] != nil { throw Refusal.twoPlaces(pair.name) }
    } catch let mistake as Mistake {
      throw .form(mistake)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .mediaType
    }
  }
}
