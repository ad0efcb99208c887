/// The methods this server knows. What is not here is 501; what a route does not take is 405.
package enum Method: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"
  case trace = "TRACE"
  case connect = "CONNECT"
  case query = "QUERY"

  /// TRACE and CONNECT are understood and refused everywhere (reliability R68).
  package var isEverAllowed: Bool { self != .trace && self != .connect }

  init?(_ bytes: ArraySlice<UInt8>) {
    guard let known = Method.allCases.first(where: { $0.rawValue.utf8.elementsEqual(bytes) }) else {
      return nil
    }
    self = known
  }
}
