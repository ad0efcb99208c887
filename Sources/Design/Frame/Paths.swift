import HTML
import Routing
import Vocabulary

/// Every address of the portal that more than one room links to.
package enum Paths {
  /// So long may an address be that is carried along to be gone on to: the answers of a self-check may be
  /// on the way to the dossier.
  package static let mostCarried = 4000

  /// To a page from which one goes on to another; without it where that is too long.
  package static func link(_ path: Path<Nowhere>, to target: String?) -> Address {
    guard let target, target.utf8.count <= mostCarried else { return path.link }
    return path.link(Nowhere(), query: [("to", target)])
  }

  package static let home = Path<Nowhere>("/")
  package static let map = Path<Nowhere>("/map")
  package static let tools = Path<Nowhere>("/tools")
  package static let deadline = Path<Nowhere>("/tools/deadline")
  package static let noticePeriod = Path<Nowhere>("/tools/notice-period")
  package static let workday = Path<Nowhere>("/tools/workday")
  package static let creditCode = Path<Nowhere>("/tools/credit-code")
  package static let rubric = Path<Nowhere>("/tools/rubric")
  package static let check = Path<Nowhere>("/check")
  package static let forms = Path<Nowhere>("/forms")
  package static let rounds = Path<Nowhere>("/rounds")
  package static let activities = Path<Nowhere>("/activities")
  package static let notices = Path<Nowhere>("/notices")
  package static let lists = Path<Nowhere>("/lists")
  package static let verification = Path<Nowhere>("/verify")
  package static let counters = Path<Nowhere>("/counters")
  package static let objections = Path<Nowhere>("/objections")
  package static let objectionStatus = Path<Nowhere>("/objections/status")
  package static let facts = Path<ItemPlace<Owner.Organisation>>(
    "/organisations/:organisation/facts")
  package static let dossier = Path<ItemPlace<Owner.Organisation>>(
    "/organisations/:organisation/dossier")
  package static let declaration = Path<Nowhere>("/declaration")
  package static let applications = Path<Nowhere>("/applications")
  package static let letters = Path<Nowhere>("/letters")
  package static let letter = Path<ItemPlace<Owner.CaseLetter>>("/letters/:letter")
  package static let openAPI = Path<Nowhere>("/openapi.json")
  package static let health = Path<Nowhere>("/healthz")
  package static let readiness = Path<Nowhere>("/readyz")
  package static let metrics = Path<Nowhere>("/metrics")
  package static let login = Path<Nowhere>("/login")
  package static let session = Path<Nowhere>("/session")
  package static let confirmation = Path<Nowhere>("/session/confirmation")
  package static let seat = Path<Nowhere>("/session/organisation")
  package static let sessions = Path<Nowhere>("/sessions")
  package static let register = Path<Nowhere>("/register")
  package static let reset = Path<Nowhere>("/reset")
  package static let lostFactor = Path<Nowhere>("/second-factor/loss")
  package static let account = Path<Nowhere>("/account")
  package static let password = Path<Nowhere>("/account/password")
  package static let secondFactor = Path<Nowhere>("/account/second-factor")
  package static let desk = Path<Nowhere>("/desk")
  package static let inbox = Path<Nowhere>("/inbox")
  package static let search = Path<Nowhere>("/search")
  package static let members = Path<Nowhere>("/members")
  package static let organisations = Path<Nowhere>("/organisations")
  package static let journal = Path<Nowhere>("/journal")
  package static let privacy = Path<Nowhere>("/privacy")
  package static let contacts = Path<Nowhere>("/contacts")
  package static let cast = Path<Nowhere>("/cast")
  package static let samples = Path<Nowhere>("/samples")
}
