import Applications
import Design
import HTML
import JSON
import Vocabulary

/// What registers say of one claim, beside the verification: each line with its source and day. That there
/// is none proves nothing.
struct RegisterSays: Sendable {
  private let entries: [RegisteredHonours.Entry]

  init(_ entries: [RegisteredHonours.Entry]) { self.entries = entries }

  var html: HTML {
    if entries.isEmpty { return p(.class("small quiet")) { "登记数据里没有这一项称号。" } }
    return group {
      for entry in entries {
        p(.class("small")) {
          "登记数据：\(entry.text)"
          if let ended = entry.ended {
            " "
            state(ended.isRevoked ? "已被撤销" : "有效期到\(ended.on.chinese)", .wrong)
          }
        }
      }
    }
  }

  var json: JSON {
    .array(
      entries.map { entry in
        .object(
          [
            .init("text", .string(entry.text)), .init("source", .string(entry.source)),
            .init("asOf", .string("\(entry.asOf)")),
          ]
            + (entry.ended.map {
              [
                .init("ended", .string("\($0.on)")),
                .init("ending", $0.isRevoked ? "revoked" : "lapsed"),
              ]
            } ?? []))
      })
  }
}
