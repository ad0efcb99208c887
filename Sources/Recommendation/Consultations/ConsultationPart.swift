import Accounts
import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What departments were asked, on the page of the case: to the offices all of it, to a department its
/// own. The enterprise reads none of it.
struct ConsultationPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    let seat = member.seat
    guard [.district, .bureau, .oversight, .department].contains(seat.kind) else { return nil }
    let all = try Consultations.of(facts.file.id, in: database).filter {
      seat.kind != .department || $0.department == seat.organisation
    }
    let isAsking = seat.kind == .district && facts.file.stage == .accepted
    let known = isAsking ? try Departments.free(facts, in: database) : []
    if all.isEmpty, known.isEmpty { return nil }
    let today = facts.now.day
    @Sendable func members() -> [JSON.Member] {
      var members: [JSON.Member] = [.init("items", .array(all.map { $0.json(on: today) }))]
      if isAsking {
        members.append(
          .init(
            "departments",
            .array(
              known.map { ["department": .string("\($0.id)"), "name": .string($0.name)] })))
      }
      return members
    }
    var shown = CaseShown(
      all.isEmpty ? "" : "征求意见", all.isEmpty ? HTML() : table(all, on: today),
      [.init("consultations", .object(members()))])
    shown.clocks = all.filter(\.isOpen).map {
      Clock("consultation", "征求意见", who: $0.name, .until($0.due))
    }
    if seat.kind == .department, let waiting = all.first(where: \.isOpen) {
      shown.lead = ("去答复", ConsultationView.path.link(ItemPlace(waiting.id)))
    }
    return shown
  }

  private func table(_ all: [Consultation], on today: Day) -> HTML {
    DataTable(
      "征求意见", [.init("部门"), .init("问题"), .init("期限"), .init("意见"), .init("具体意见")],
      all.map { asked in
        [
          group {
            a(.href(ConsultationView.path.link(ItemPlace(asked.id)))) { asked.name }
            if let link = asked.link {
              p(.class("small quiet")) { "\(link.by)于 \(link.at.day.chinese) 生成答复链接" }
            }
          }, HTML(asked.question), date(asked.due), ConsultationMark.html(asked, on: today),
          HTML(asked.reply.map { $0.text.isEmpty ? "—" : $0.text } ?? "—"),
        ]
      }, isTitleSaid: true
    ).bare
  }
}
