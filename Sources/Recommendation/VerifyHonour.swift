import Acts
import Applications
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// A named person holds a claimed honour against the register or its certificate. What is verified, and
/// that alone, makes the recommendation one of priority (001 三（二）).
struct VerifyHonour: CaseAct {
  struct Asked: Input {
    static let honour = Field.text("honour", "称号", most: 13, example: "0000000000000").picked
    static let verdict = Field.choice(
      "verdict", "核实结果", [Choice("verified", "属实"), Choice("rejected", "不能证实")])
    static let variant = Field.text(
      "variant", "是哪一种称号", most: 40, help: "属实的，从列出的称号里选；都不是的写 none。不写的，按申报的名称认。",
      example: "mayorQualityAward",
      isRequired: false)
    static let basis = Field.choice("basis", "对照的是", HonourBasis.choices)
    static let evidence = Field.text(
      "evidence", "核对的依据", most: 300, help: "公布名单的文号、证书编号，或者登记数据里的哪一条。",
      example: "沪市监质发〔2024〕12号")
    static let fields = [honour.note, verdict.note, variant.note, basis.note, evidence.note]
    let honour, verdict, variant, evidence: String
    let basis: HonourBasis
    init(_ answers: Answers) throws(Problems) {
      let asked: String
      (honour, verdict, variant, asked, evidence) = try answers.read(
        Self.honour, Self.verdict, Self.variant, Self.basis, Self.evidence)
      basis = kept(asked)
    }
  }

  static let step = Lifecycle.verify
  static let path = Path<CasePlace>("/applications/:number/honours")
  static let shownFields: [FieldNote] = []
  /// None of the package's.
  private static let none = "none"
  let desk: CaseDesk

  func carry(
    _ asked: Asked, _ facts: CaseFacts, _ moment: Moment, in database: borrowing Connection
  ) throws -> Said {
    guard let matter = facts.open(.honour).first(where: { "\($0.id)" == asked.honour }) else {
      throw Problems([
        Problem(field: "honour", code: "notAChoice", message: "没有这一项待核实的称号，请刷新页面核对。")
      ])
    }
    let variant = asked.variant.isEmpty ? named(matter, facts) : asked.variant
    let title = facts.package.honourVariant(variant)?.name
    guard variant == Self.none || title != nil else {
      throw Problems([
        Problem(field: "variant", code: "notAChoice", message: "“是哪一种称号”要从列出的里选。")
      ])
    }
    if asked.verdict == "verified" {
      try requireLikely(variant, matter, facts, moment.today)
      try requireHolding(title, matter, facts, moment.today, in: database)
      try asked.basis.requireThere(for: matter.reference, title, facts, in: database)
    }
    let kept = variant == Self.none || asked.verdict != "verified" ? "" : variant
    try database.run(
      """
      INSERT INTO honour_check
        (matter, application, verdict, variant, basis, evidence, at, person, last_year)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, matter.id.number, facts.file.id.number, asked.verdict, kept, asked.basis.rawValue,
      asked.evidence,
      moment.now.milliseconds, moment.person?.number,
      Priority.lastYear(of: matter.reference, as: kept, facts))
    try Matters.close(matter.id, asked.verdict, moment, in: database)
    try Priority.settle(facts, moment, in: database)
    let name = HonourClaims.name(of: matter.reference)
    let found = kept.isEmpty ? name : title ?? name
    let verdict =
      asked.verdict == "verified" ? "属实" + (found == name ? "" : "，是“\(found)”") : "不能证实"
    var said = Said("\(name)：\(verdict)。对照\(asked.basis.word)：\(asked.evidence)")
    said.payload = [
      "honour": .string(matter.reference), "verdict": .string(asked.verdict),
      "variant": .string(kept), "basis": .string(asked.basis.rawValue),
      "evidence": .string(asked.evidence),
    ]
    return said
  }

  func words(_ facts: CaseFacts) -> HTML {
    let proofs = (try? desk.ledger.store.read { try HonourClaims.proofs(facts, in: $0) }) ?? [:]
    let register = try? desk.ledger.store.read {
      try RegisteredHonours(of: facts.file.enterprise, in: $0)
    }
    return factList {
      for matter in facts.open(.honour) {
        fact(
          matter.reference.replacing("｜", with: "，"),
          group {
            p { proofs[matter.reference]?.html ?? HTML("没有指明见哪一份附件") }
            RegisterSays(register?.entries(for: matter.reference) ?? []).html
          })
      }
    }
  }

  /// Certificates are read beside it.
  func beside(_ facts: CaseFacts) -> HTML? {
    try? desk.ledger.store.read { try CaseMaterial(facts, desk, filesFirst: true, in: $0)?.html }
  }

  /// Which one, whether it is so, what it is, against what: in the order in which one looks.
  func more(_ facts: CaseFacts, _ sheet: Sheet) -> HTML? {
    let open = facts.open(.honour)
    let typed = sheet.text(Asked.honour.note)
    let chosen = open.first { "\($0.id)" == typed } ?? open.first
    let isFresh = sheet.answers.isEmpty && sheet.problems.isEmpty
    return div(.class("asks flow")) {
      choices(
        "honour", "称号", sheet,
        open.map { ("\($0.id)", $0.reference.replacing("｜", with: "，")) },
        chosen: chosen.map { "\($0.id)" } ?? "")
      field(Asked.verdict.note, sheet)
      choices(
        "variant", "是哪一种称号（属实的选）", sheet,
        [(Self.none, "都不是，不予重点推荐")]
          + facts.package.honourVariants.map { variant in
            (
              variant.id,
              variant.name + (variant.givesPriority ? "（重点推荐）" : "（不予重点推荐）")
            )
          },
        chosen: isFresh ? named(chosen, facts) : sheet.text(Asked.variant.note))
      field(Asked.basis.note, sheet)
      field(Asked.evidence.note, sheet)
    }
  }

  /// What is claimed by its full name is that or nothing, and nobody has yet been given what is of a year to
  /// come: what was written wrongly is for the enterprise to correct.
  private func requireLikely(
    _ variant: String, _ matter: Matter, _ facts: CaseFacts, _ today: Day
  ) throws(Problems) {
    let own = likely(matter, facts)
    if !own.isEmpty, variant != Self.none, !own.contains(variant) {
      let other = facts.package.honourVariant(variant)?.name ?? variant
      throw Problems([
        Problem(
          field: "variant", code: "otherClaim",
          message:
            "企业申报的是“\(HonourClaims.name(of: matter.reference))”，不能核实成“\(other)”。申报写错了的，退回企业补正。")
      ])
    }
    if let year = HonourClaims.year(of: matter.reference), year > today.year {
      throw Problems([
        Problem(
          field: "verdict", code: "future",
          message: "申报的年度是 \(year) 年，还没有到，不能核实为属实。写错了的，退回企业补正。")
      ])
    }
  }

  /// What a register says has ended is nobody's to find true.
  private func requireHolding(
    _ title: String?, _ matter: Matter, _ facts: CaseFacts, _ today: Day,
    in database: borrowing Connection
  ) throws {
    guard
      let ended = try RegisteredHonours(of: facts.file.enterprise, in: database)
        .ending(of: matter.reference, title, item: facts.file.item, on: today)
    else { return }
    throw Problems([
      Problem(
        field: "verdict", code: "ended",
        message:
          "登记数据写明这一项称号\(ended.ended?.isRevoked == true ? "已被撤销" : "有效期已满")（\(ended.text)），不能核实为属实。登记数据有误的，请来源单位更正。"
      )
    ])
  }

  /// Those whose name a claim says, with other words around it; one that says less may mean several, and
  /// whoever looks it up knows which.
  private func likely(_ claim: Matter, _ facts: CaseFacts) -> Set<String> {
    let said = Plain.plain(HonourClaims.name(of: claim.reference))
    let exact = named(claim, facts)
    if exact != Self.none { return [exact] }
    guard said.count > 2 else { return [] }
    return Set(
      facts.package.honourVariants.filter { variant in
        variant.name.split(separator: "、").map { Plain.plain(String($0)) }
          .contains { Plain.holds(said, $0) }
      }.map(\.id))
  }

  /// The one that is called exactly what is claimed.
  private func named(_ claim: Matter?, _ facts: CaseFacts) -> String {
    let name = claim.map { HonourClaims.name(of: $0.reference) }
    return facts.package.honourVariants.first { $0.name == name }?.id ?? Self.none
  }

  private func choices(
    _ name: String, _ title: String, _ sheet: Sheet, _ all: [(value: String, label: String)],
    chosen: String
  ) -> HTML {
    div(.class("field")) {
      label(.for(name)) { title }
      select(.id(name), .name(name)) {
        for item in all {
          option(.value(item.value), .selected(item.value == chosen)) { item.label }
        }
      }
    }
  }
}
