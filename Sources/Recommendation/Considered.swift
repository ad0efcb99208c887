import Applications
import Design
import HTML
import JSON
import SQLite
import Vocabulary

/// What was found out beside the review: what departments answered, which honours were held against what,
/// what was seen on the spot. It does not bind whoever decides, and nobody decides without having seen it.
struct Considered: Sendable {
  private let replies: [Consultation]
  private let honours: [HonourCheck]
  private let visits: [SiteVisit]
  private let priority: String
  private let today: Day

  init(_ facts: CaseFacts, in database: borrowing Connection) throws {
    let id = facts.file.id
    replies = try Consultations.of(id, in: database).filter { $0.reply != nil }
    honours = try HonourCheck.standing(facts, in: database)
    visits = try SiteVisits.of(id, in: database).filter { $0.struck == nil }
    priority = facts.file.priority
    today = facts.now.day
  }

  var members: [JSON.Member] {
    [
      .init("priority", .string(priority)),
      .init(
        "honours",
        .array(
          honours.map {
            [
              "claim": .string($0.claim), "verified": .bool($0.isVerified),
              "evidence": .string($0.found), "by": .string($0.person),
            ]
          })),
      .init("consultations", .array(replies.map { $0.json(on: today) })),
      .init(
        "visits",
        .array(
          visits.map {
            [
              "on": .string("\($0.day)"), "people": .string($0.people),
              "findings": .string($0.findings),
            ]
          })),
    ]
  }

  var html: HTML {
    factList {
      fact("重点推荐", priority.isEmpty ? HTML("否") : state(priority, .good))
      if !honours.isEmpty { fact("称号核实", lines(honours.map(Self.line))) }
      if !replies.isEmpty { fact("部门意见", lines(replies.map(line))) }
      if !visits.isEmpty {
        fact("现场核查", lines(visits.map { HTML("\($0.day.chinese)，\($0.people)：\($0.findings)") }))
      }
    }
  }

  private func lines(_ all: [HTML]) -> HTML { group { for line in all { p { line } } } }

  private static func line(_ check: HonourCheck) -> HTML {
    group {
      "\(check.name)："
      state(check.isVerified ? "属实" : "不能证实", check.isVerified ? .good : .wrong)
      "，依据：\(check.evidence)（\(check.person)）"
    }
  }

  private func line(_ asked: Consultation) -> HTML {
    group {
      "\(asked.name)："
      ConsultationMark.html(asked, on: today)
      if let reply = asked.reply {
        "\(reply.text.isEmpty ? "" : "，\(reply.text)")（\(reply.signer)）"
      }
    }
  }
}
