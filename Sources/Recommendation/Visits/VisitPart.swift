import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What was seen on the spot, with its photos, to the offices.
struct VisitPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let visits = try SiteVisits.of(facts.file.id, in: database)
    if visits.isEmpty { return nil }
    let files = try Attachments.newest(of: facts.file, in: database)
    let all = visits.map { visit in
      (visit: visit, photos: (1...SiteVisit.most).compactMap { files[visit.slot($0)] })
    }
    let mayAdd =
      member.seat.roles.contains(.districtHandler) && facts.file.stage == .accepted
      && facts.open(.recommendation).isEmpty
    return CaseShown(
      "现场核查",
      group {
        for (visit, photos) in all {
          p {
            strong { "\(visit.day.chinese)，\(visit.people)：" }
            visit.findings
          }
          p {
            for (index, photo) in photos.enumerated() {
              a(.href(photo)) { "照片 \(index + 1)" }
              " "
            }
            if mayAdd, photos.count < SiteVisit.most {
              a(.href(AddVisitPhoto.path.link(ItemPlace(visit.id)))) { AddVisitPhoto.summary }
            }
          }
        }
      },
      [
        .init(
          "visits",
          .array(
            all.map { visit, photos in
              .object(
                [
                  .init("visit", .string("\(visit.id)")), .init("on", .string("\(visit.day)")),
                  .init("people", .string(visit.people)),
                  .init("findings", .string(visit.findings)),
                  .init("photos", .array(photos.map { .string("/api/v1" + $0.text) })),
                ]
                  + (mayAdd
                    ? [
                      .init(
                        "href",
                        .string("/api/v1" + AddVisitPhoto.path.link(ItemPlace(visit.id)).text))
                    ] : []))
            }))
      ])
  }
}
