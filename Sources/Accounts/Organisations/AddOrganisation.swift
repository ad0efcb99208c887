import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// A new department, workstation, third-party body … on the list.
struct AddOrganisation: RecordedAct {
  struct Asked: Input {
    static let kind = Field.text("kind", "类别", most: 20, example: "workstation").picked
    static let name = Field.text("name", "名称", most: 100, example: "漕河泾品牌培育工作站").kept(2...100)
    static let district = Field.text(
      "district", "所属的区级单位", most: 20, help: "会办部门和工作站要有；其他类别不填。", example: "xuhui",
      isRequired: false)
    static let fields = [kind.note, name.note, district.note]
    let kind: OrganisationKind?
    let name, district: String

    init(_ answers: Answers) throws(Problems) {
      let kind: String
      (kind, name, district) = try answers.read(Self.kind, Self.name, Self.district)
      self.kind = OrganisationKind(rawValue: kind)
    }
  }

  static let name = "organisation.add"
  static let summary = "新增单位"
  static let path = Path<Nowhere>("/organisations/new")
  static let audience = Audience.members(.districtApprover, .municipalAdministrator)
  static let schema = Schema.object([.always("organisation", .text)])

  let ledger: Ledger

  static func mayAdd(_ member: Member) -> Bool {
    !member.seat.roles.isDisjoint(with: [.districtApprover, .municipalAdministrator])
  }

  static func kinds(_ member: Member) -> [OrganisationKind] {
    member.seat.kind == .district
      ? [.department, .workstation]
      : OrganisationKind.allCases.filter { ![.enterprise, .district, .bureau].contains($0) }
  }

  func change(
    _ asked: Asked, at place: Nowhere, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<OrganisationID> {
    guard let kind = asked.kind, Self.kinds(member).contains(kind) else {
      throw Problems([Problem(field: "kind", code: "notAChoice", message: "请从所列的类别里选择。")])
    }
    try refuseIdleDistrict(asked.district, kind, member, in: database)
    var district: OrganisationID?
    if kind.standsUnderDistrict {
      district =
        member.seat.kind == .district
        ? member.seat.organisation : try Districts.find(asked.district, in: database)?.id
      if district == nil {
        throw Problems([
          Problem(field: "district", code: "required", message: "请选择所属的区级单位。")
        ])
      }
    }
    let known = try database.first(
      """
      SELECT 1 FROM organisation
      WHERE kind = ? AND name = ? AND district IS ? AND status <> 'closed'
      """, kind.rawValue, asked.name, district?.number, read: { $0.int(0) })
    if known != nil {
      throw Problems([
        Problem(field: "name", code: "taken", message: "已经有这个名称的\(kind.title)，在“单位一览”里找得到。")
      ])
    }
    let id = OrganisationID.fresh
    try Organisations.add(
      id, kind, name: asked.name, district: district, status: .active, at: moment.now, in: database)
    return Done(id, "新增\(kind.title)", about: id.subject)
  }

  /// What was said and would count for nothing is sent back, with why.
  private func refuseIdleDistrict(
    _ given: String, _ kind: OrganisationKind, _ member: Member, in database: borrowing Connection
  ) throws {
    if given.isEmpty { return }
    let why: String? =
      if !kind.standsUnderDistrict {
        "\(kind.title)不属于某一个区，“所属的区级单位”请不要填。"
      } else if member.seat.kind == .district,
        try Districts.find(given, in: database)?.id != member.seat.organisation
      {
        "您只能为本区新增单位，“所属的区级单位”请不要填。"
      } else { nil }
    if let why { throw Problems([Problem(field: "district", code: "notAsked", message: why)]) }
  }

  func json(_ id: OrganisationID) -> JSON { ["organisation": .string("\(id)")] }
  func next(_ id: OrganisationID, at place: Nowhere) -> Address {
    OrganisationView.path.link(ItemPlace(id))
  }

  func page(_ sheet: Sheet, at place: Nowhere, for member: Member, _ visit: Visit) throws -> HTML {
    let districts = try ledger.store.read(lane: visit.lane) { try Districts.choices(in: $0) }
    let kinds = Self.kinds(member).map { Choice($0.rawValue, $0.title) }
    return Shell("新增单位", on: visit, trail: [("单位一览", Paths.organisations.link)]).page {
      errorSummary(sheet)
      postForm(
        Self.path.link, on: visit,
        fields: [Asked.kind.note.choosing(from: kinds), Asked.name.note]
          + (member.seat.kind == .district
            ? [] : [Asked.district.note.choosing(from: districts)]),
        sheet, button: "新增")
    }
  }
}
