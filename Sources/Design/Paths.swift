import Routing

/// Every address of the portal that more than one room links to.
package enum Paths {
  package static let home = Path<Nowhere>("/")
  package static let map = Path<Nowhere>("/map")
  package static let tools = Path<Nowhere>("/tools")
  package static let deadline = Path<Nowhere>("/tools/deadline")
  package static let noticePeriod = Path<Nowhere>("/tools/notice-period")
  package static let workday = Path<Nowhere>("/tools/workday")
  package static let creditCode = Path<Nowhere>("/tools/credit-code")
  package static let openAPI = Path<Nowhere>("/openapi.json")
  package static let health = Path<Nowhere>("/healthz")
  package static let readiness = Path<Nowhere>("/readyz")
  package static let metrics = Path<Nowhere>("/metrics")
  package static let samples = Path<Nowhere>("/samples")
}
