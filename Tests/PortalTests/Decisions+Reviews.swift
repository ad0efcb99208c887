import JSON
import Vocabulary

/// Screening, the pool, panels and sheets: tried on a case of 质品's and on a panel that 许教授 sits in.
extension Decision {
  static let panelReaders: Decision = .roles(
    .panelSecretary, .expert, .municipalHandler, .municipalApprover, .municipalAdministrator,
    .supervisor, .auditor)
  private static let drawers: Decision = .roles(.municipalApprover, .supervisor)
  private static let hex = JSON.string(String(repeating: "ab", count: 32))

  static let reviews: [String: Decision] = [
    "GET /rounds/:number/ranking": Decision.roles(
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor
    ).open("2026-1")
  ].merging(screening) { one, _ in one }.merging(pool) { one, _ in one }
    .merging(panels) { one, _ in one }

  private static let screening: [String: Decision] = [
    "GET /applications/:number/screening": Decision.roles(.screener).at(
      "{screened}", seenBy: ["zp-yang"]),
    "POST /applications/:number/screening": Decision.roles(.screener).at(
      "{screened}", seenBy: ["zp-yang"], ["answers": [:]]),
    "POST /applications/:number/screening/pass": Decision.roles(.checker).open("{screened}"),
    "GET /applications/:number/screening/return": Decision.roles(.checker).open("{screened}"),
    "POST /applications/:number/screening/return": Decision.roles(.checker).open(
      "{screened}", ["items": ["innovation": "试"]]),
    "GET /applications/:number/screening/failure": Decision.roles(.checker).behindConfirmation
      .open("{screened}"),
    "POST /applications/:number/screening/failure": Decision.roles(.checker).behindConfirmation
      .open(
        "{screened}", ["number": "2026-1-0000000", "reason": "试", "remedy": "试"]),
    "GET /applications/:number/screening/sending-back": Decision.roles(.checker).open("{screened}"),
    "POST /applications/:number/screening/sending-back": Decision.roles(.checker).open(
      "{screened}", reason),
  ]

  private static let pool: [String: Decision] = [
    "GET /experts": .roles(
      .panelSecretary, .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor,
      .auditor),
    "GET /experts/application": .signedIn, "POST /experts/application": .signedIn,
    "GET /experts/ties": .roles(.expert), "POST /experts/ties": .roles(.expert),
    "GET /experts/applications/:expert": Decision.roles(
      .municipalHandler, .municipalApprover, .municipalAdministrator, .supervisor, .auditor
    ).open("{expert}"),
    "GET /experts/applications/:expert/opinion": Decision.roles(.municipalHandler).open("{expert}"),
    "GET /experts/applications/:expert/admission": Decision.roles(.municipalApprover)
      .behindConfirmation.open("{expert}"),
    "POST /experts/applications/:expert/opinion": Decision.roles(.municipalHandler).open(
      "{expert}", ["opinion": "admit", "text": "试"]),
    "POST /experts/applications/:expert/admission": Decision.roles(.municipalApprover)
      .behindConfirmation.open("{expert}", ["decision": "admit"]),
  ]

  private static let panels: [String: Decision] = [
    "GET /panels": panelReaders,
    "GET /panels/:panel": panelReaders.at(
      "{panel}", seenBy: bureau.union(oversight).union(["zp-qin", "zj-xu"])),
    "GET /panels/new": .roles(.panelSecretary), "POST /panels/new": .roles(.panelSecretary),
    "GET /draws/:panel": Decision.everyone.open("{panel}"),
    "GET /rounds/:number/draws": Decision.everyone.open("2026-1"),
    "GET /draws/:panel/commitment": drawers.open("{panel}"),
    "POST /draws/:panel/commitment": drawers.open("{panel}", ["commitment": hex]),
    "GET /draws/:panel/reveal": drawers.open("{panel}"),
    "POST /draws/:panel/reveal": drawers.open("{panel}", ["nonce": hex]),
    "GET /draws/:panel/annulment": Decision.roles(.municipalApprover).behindConfirmation.open(
      "{panel}"),
    "POST /draws/:panel/annulment": Decision.roles(.municipalApprover).behindConfirmation.open(
      "{panel}", ["reason": "试", "number": "2026-1"]),
    "GET /panels/:panel/second-look": Decision.roles(.panelSecretary).open("{panel}"),
    "POST /panels/:panel/second-look": Decision.roles(.panelSecretary).open(
      "{panel}", ["case": "2026-1-0000000", "reason": "再看"]),
    "GET /panels/:panel/release": Decision.roles(.panelSecretary).behindConfirmation.open(
      "{panel}"),
    "POST /panels/:panel/release": Decision.roles(.panelSecretary).behindConfirmation.open(
      "{panel}", ["person": "0000000000000", "reason": "试", "number": "2026-1", "edition": 0]),
    "GET /panels/:panel/report": Decision.roles(.panelSecretary).open("{panel}"),
    "POST /panels/:panel/report": Decision.roles(.panelSecretary).open(
      "{panel}", ["opinion": "试", "cases": [:], "edition": 0]),
    "GET /panels/:panel/signature": Decision.roles(.expert).behindConfirmation.at(
      "{panel}", seenBy: ["zj-xu"]),
    "POST /panels/:panel/signature": Decision.roles(.expert).behindConfirmation.at(
      "{panel}", seenBy: ["zj-xu"], ["sha256": hex]),
    "POST /panels/:panel/acceptance": Decision.roles(.expert).at("{panel}", seenBy: ["zj-xu"]),
    "GET /panels/:panel/refusal": Decision.roles(.expert).behindConfirmation.at(
      "{panel}", seenBy: ["zj-xu"]),
    "POST /panels/:panel/refusal": Decision.roles(.expert).behindConfirmation.at(
      "{panel}", seenBy: ["zj-xu"], ["reason": "试", "count": 1]),
    "GET /reviews/:review": panelReaders.at("{review}", seenBy: ["zj-xu"]),
    "GET /reviews/:review/pledge": Decision.roles(.expert).at("{review}", seenBy: ["zj-xu"]),
    "POST /reviews/:review/pledge": Decision.roles(.expert).at(
      "{review}", seenBy: ["zj-xu"], ["conflict": "none", "agreed": true]),
    "GET /reviews/:review/sheet": Decision.roles(.expert).at("{review}", seenBy: ["zj-xu"]),
    "GET /reviews/:review/lock": Decision.roles(.expert).at("{review}", seenBy: ["zj-xu"]),
    "POST /reviews/:review/sheet": Decision.roles(.expert).at(
      "{review}", seenBy: ["zj-xu"], ["edition": 0, "scores": [:], "answers": [:]]),
    "POST /reviews/:review/lock": Decision.roles(.expert).at(
      "{review}", seenBy: ["zj-xu"], ["edition": 0, "agreed": true]),
    "GET /reviews/:review/reopening": Decision.roles(.expert).at("{review}", seenBy: ["zj-xu"]),
    "POST /reviews/:review/reopening": Decision.roles(.expert).at(
      "{review}", seenBy: ["zj-xu"], ["reason": "看错了"]),
  ]
}
