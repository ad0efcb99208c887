import JSON
import Vocabulary

/// Activities: tried on one of 漕河泾's, with somebody of 禾欣's signed up.
extension Decision {
  private static let staff: Decision = .roles(.workstationStaff)

  /// The matrix's world stands ten days on.
  static let december: [(String, JSON)] = [
    ("startsOn", "2026-12-08"), ("deadlineOn", "2026-12-07"),
  ]

  static let cultivation: [String: Decision] = [
    "GET /activities": .everyone,
    "GET /activities/:activity": Decision.everyone.open("{activity}"),
    "GET /activities/new": staff,
    "POST /activities/new": staff.sending(House.coaching(december)),
    "GET /activities/:activity/amendment": staff.at("{activity}", seenBy: ["chj-shen"]),
    "POST /activities/:activity/amendment": staff.at(
      "{activity}", seenBy: ["chj-shen"],
      House.coaching(december + [("edition", 1)])),
    "GET /activities/:activity/cancellation": staff.behindConfirmation.at(
      "{activity}", seenBy: ["chj-shen"]),
    "POST /activities/:activity/cancellation": staff.behindConfirmation.at(
      "{activity}", seenBy: ["chj-shen"], ["reason": "试", "title": "品牌管理制度怎样建"]),
    // Any enterprise may send somebody to what is public.
    "GET /activities/:activity/sign-ups": writers.open("{activity}"),
    "POST /activities/:activity/sign-ups": writers.open(
      "{activity}", ["name": "试", "position": "试"]),
    "POST /sign-ups/:signup/withdrawal": writers.at("{signup}", seenBy: hexinWriters),
    "POST /sign-ups/:signup/attendance": staff.at("{signup}", seenBy: ["chj-shen"]),
  ]
}
