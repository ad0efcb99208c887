import Acts
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// Takes a package in, so that rounds can be opened with it: an act, not a release (house §8).
struct AdoptPackage: Recording {
  struct Asked: Input {
    static let package = Field.text("package", "政策包", most: 40, example: "pilot-2026")
    static let fields = [package.note]
    let package: String
    init(_ answers: Answers) throws(Problems) { package = try answers.read(Self.package) }
  }

  static let name = "policy.adopt"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "启用政策包"
  static let path = Path<Nowhere>("/policies")
  static let audience = Audience.members(.municipalAdministrator).confirmed
  static let schema = Schema.object([.always("id", .text), .always("hash", .text)])

  static let adoptedAlready = Refusal(
    .conflict, code: "adoptedAlready", "这个政策包已经启用，没有变化。")

  static func called(_ asked: Asked) -> String { asked.package }

  let ledger: Ledger
  let library: Library
  let folder: PackageFolder

  func perform(
    _ asked: Asked, at place: Nowhere, by member: Member, _ visit: Visit
  ) async throws -> Package {
    guard let found = try await folder.offers().first(where: { $0.name == asked.package }) else {
      throw Problems([
        Problem(field: "package", code: "unknown", message: "Forms 文件夹里没有“\(asked.package)”。")
      ])
    }
    let offer: Adoption.Offer
    do {
      offer = try found.offer.get()
    } catch {
      throw Problems(
        error.all.map { Problem(field: "package", code: "flawed", message: "\($0)") })
    }
    guard Adoption.isText(offer) else {
      throw Problems([
        Problem(field: "package", code: "encoding", message: "政策包里有不是 UTF-8 的文件。")
      ])
    }
    let adopted = try await record(visit, at: place) { moment, database in
      if try Adoption.hasOtherContent(offer, in: database) {
        throw Problems([
          Problem(
            field: "package", code: "versionTaken",
            message:
              "第 \(offer.package.version) 版已经启用过，内容与这一份不同；请在 package.json 里换一个版本号（version）。")
        ])
      }
      guard
        try Adoption.adopt(offer, by: member.caller.person, at: moment.now, in: database)
      else {
        throw Self.adoptedAlready
      }
      return Done(
        offer.package, "启用政策包 \(offer.package.id) 第 \(offer.package.version) 版",
        about: "policy/\(offer.package.id)",
        payload: ["hash": .string(offer.package.fingerprint)])
    }
    try library.refresh(from: ledger.store)
    return adopted
  }

  func json(_ package: Package) -> JSON {
    ["id": .string(package.id), "hash": .string(package.fingerprint)]
  }
  func next(_ package: Package, at place: Nowhere) -> Address { Self.path.link }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit)
    async throws -> HTML
  {
    let view = PoliciesView(library: library, folder: folder)
    let items = try await view.answer(Nothing(), at: place, for: member, visit)
    return view.page(sheet, items, at: place, for: member, visit)
  }
}
