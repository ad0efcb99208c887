import Acts
import Applications
import Design
import Digest
import HTML
import JSON
import Linux
import Routing
import SQLite
import Vocabulary

/// One side binds itself to a number that nobody knows yet.
struct CommitDraw: PanelAct {
  struct Asked: Input {
    static let commitment = Field.text(
      "commitment", "承诺：随机数的 SHA-256（64 位十六进制）", most: 64,
      example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    ).withFixedForm
    static let fields = [commitment.note]
    let commitment: [UInt8]

    init(_ answers: Answers) throws(Problems) {
      commitment = try DrawBytes.read(try answers.read(Self.commitment), "commitment")
    }
  }

  static let name = Lifecycle.commitDraw.name
  static let summary = Lifecycle.commitDraw.title
  static let path = Path<ItemPlace<Owner.Panel>>("/draws/:panel/commitment")
  static let audience = Audience.members(Lifecycle.commitDraw.by)
  static let clause: String? = Lifecycle.commitDraw.clause

  let desk: CaseDesk

  static func requireMay(_ panel: Panel, _ member: Member) throws(Refusal) -> DrawNonce.Side {
    guard let side = DrawNonce.Side(member.seat.roles) else { throw Refusal.notYourRole }
    guard panel.state == .committing else {
      throw Refusal(.conflict, code: "wrongState", "现在不能提交承诺：这次抽取\(panel.state.title)。")
    }
    guard panel.nonce(side) == nil else {
      throw Refusal(.conflict, code: "committedAlready", "\(side.title)已经提交过承诺，不能再改。")
    }
    guard !panel.nonces.contains(where: { $0.person == member.caller.person }) else {
      throw Refusal(.conflict, code: "samePerson", "两方的承诺要由两个人提交。")
    }
    return side
  }

  func change(
    _ asked: Asked, at place: ItemPlace<Owner.Panel>, by member: Member, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<Panel> {
    let panel = try Panels.find(place.id, for: member, in: database)
    let side = try Self.requireMay(panel, member)
    try PanelGroup(Panels.live(of: panel, in: database), member, desk, at: moment.now, in: database)
      .admit(Lifecycle.commitDraw, in: database)
    if panel.nonces.contains(where: { $0.commitment == asked.commitment }) {
      throw Problems([
        Problem(field: "commitment", code: "copied", message: "这个承诺和另一方的一样，请用自己取的随机数。")
      ])
    }
    try database.run(
      """
      INSERT INTO draw_nonce (panel, side, person, commitment, committed) VALUES (?, ?, ?, ?, ?)
      """, panel.id.number, side.rawValue, member.caller.person.number, asked.commitment,
      moment.now.milliseconds)
    return Done(
      try Panels.find(panel.id, in: database), "提交评审组抽取的承诺（\(side.title)）", about: panel.subject,
      payload: ["commitment": .string(Hex.text(asked.commitment))])
  }

  func page(
    _ sheet: Sheet, at place: ItemPlace<Owner.Panel>, for member: Member, _ visit: Visit
  ) throws -> HTML {
    let panel = try ledger.store.read(lane: visit.lane) {
      try Panels.find(place.id, for: member, in: $0)
    }
    // After a mistake what was typed stands, and no number beside it that it is not the fingerprint of.
    let isFresh = sheet.answers.isEmpty
    let nonce = Random.bytes(32)
    return Shell(Self.summary, on: visit, trail: [("评审组", PanelView.path.link(place))]).page {
      errorSummary(sheet)
      p(.class("lead")) { "承诺是随机数的指纹：现在任何人都猜不出随机数，揭示时又不能换。候选名单的指纹是：" }
      code(.class("hash")) { Hex.text(panel.digest) }
      if isFresh {
        note(.warn) {
          p { "这一页刚替您取了一个随机数，只显示这一次，平台不保存。请抄下来，揭示时要用：" }
          code(.class("hash"), .id("nonce")) { Hex.text(nonce) }
          p { "也可以自己取 32 个随机字节，把它的 SHA-256 填在下面。" }
        }
      } else {
        p { a(.href(Self.path.link(place))) { "换用平台新取的随机数" } }
      }
      postForm(
        Self.path.link(place), on: visit, fields: Asked.fields,
        isFresh
          ? Sheet(Answers(["commitment": Hex.text(SHA256.hash(nonce))])) : sheet,
        button: "提交承诺")
    }
  }
}

enum DrawBytes {
  /// Thirty-two bytes, as they are written down.
  static func read(_ text: String, _ field: String) throws(Problems) -> [UInt8] {
    let tidy = text.filter { !$0.isWhitespace }
    guard let bytes = Hex.bytes(tidy), bytes.count == 32 else {
      throw Problems([
        Problem(field: field, code: "format", message: "要写成 64 位十六进制数（32 个字节）。")
      ])
    }
    return bytes
  }
}
