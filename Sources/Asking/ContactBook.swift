import Routing

/// How the units that may be asked are reached; another room knows.
package typealias ContactBook = @Sendable (Visit) throws -> [(name: String, contact: String)]
