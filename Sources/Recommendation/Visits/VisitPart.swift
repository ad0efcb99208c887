import Applications
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// What was seen on the spot, with its photos, to the offices.
struct VisitPart: CasePart {
  let judge: Judge

  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    guard [.district, .bureau, .oversight].contains(member.seat.kind) else { return nil }
    let visits = try SiteVisits.of(facts.file.id, in: database)
    if visits.isEmpty { return nil }
    let files = try Attachments.links(of: facts.file, in: database)
    let all = visits.map { (visit: $0, photos: $0.photos(files)) }
    let mayAdd =
      try !member.seat.roles.isDisjoint(with: Lifecycle.visit.by)
      && judge.refusal(to: Lifecycle.visit, facts, in: database) == nil
    return CaseShown(
      "现场核查",
      group {
        for (visit, photos) in all {
          p {
            strong { "\(visit.day.chinese)，\(visit.people)：" }
            visit.findings
          }
          if let reason = visit.struck {
            p {
              state("已作废", .wrong)
              reason
            }
          }
          Self.shown(photos)
          if mayAdd, visit.struck == nil {
            p {
              if photos.count < SiteVisit.most {
                a(.href(AddVisitPhoto.path.link(ItemPlace(visit.id)))) { AddVisitPhoto.summary }
                " "
              }
              a(.href(StrikeVisit.path.link(ItemPlace(visit.id)))) { StrikeVisit.summary }
            }
          }
        }
      },
      [.init("visits", .array(all.map { json($0.visit, $0.photos, mayAdd: mayAdd) }))])
  }

  private func json(
    _ visit: SiteVisit, _ photos: [SiteVisit.Links], mayAdd: Bool
  ) -> JSON {
    let isOpen = mayAdd && visit.struck == nil
    let place = ItemPlace(visit.id)
    let strike = StrikeVisit.offered(
      at: place, .init(Edition.name, .integer(photos.count)))
    return .object(
      [
        .init("visit", .string("\(visit.id)")), .init("on", .string("\(visit.day)")),
        .init("people", .string(visit.people)), .init("findings", .string(visit.findings)),
        .init("photos", .array(photos.map { .string("/api/v1" + $0.saved.text) })),
      ] + (visit.struck.map { [.init("struck", .string($0))] } ?? [])
        + (isOpen
          ? [.init("href", .string("/api/v1" + AddVisitPhoto.path.link(place).text))] : [])
        + [
          .init(
            "acts",
            .array(isOpen ? [AddVisitPhoto.offered(at: place), strike] : []))
        ])
  }

  /// Each opens in a page of its own, so that this one stays.
  static func shown(_ photos: [SiteVisit.Links]) -> HTML {
    if photos.isEmpty { return HTML() }
    return p {
      for (index, photo) in photos.enumerated() {
        a(
          .href(photo.shown ?? photo.saved), .target("_blank"), .rel("noopener"),
          .title("在新的页面里打开")
        ) {
          "照片 \(index + 1)"
        }
        " "
      }
    }
  }
}
