import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// The codes on paper, shown this once.
enum RecoveryCodesPage {
  static func html(_ codes: [String], _ visit: Visit) -> HTML {
    Shell("请保存恢复码", on: visit, trail: [("我的账户", Paths.account.link)]).page {
      note(.good) { p { "动态口令已启用。" } }
      p(.class("lead")) { "手机丢失或更换时，用恢复码代替动态口令，每个只能用一次。这一页只显示这一次，请打印或抄下来，放在安全的地方。" }
      ol(.class("secrets")) { for text in codes { li { code { text } } } }
      p { a(.class("button"), .href(Paths.desk.link)) { "我已保存，去工作台" } }
    }
  }
}

/// New codes for paper; the old ones are void.
struct RenewRecoveryCodes: RecordedAct {
  typealias Asked = Nothing

  static let name = "account.recoveryCodes"
  static let refuses: Set<Refusal.Kind> = [.conflict]
  static let summary = "换一套恢复码"
  static let path = Path<Nowhere>("/account/recovery-codes")
  static let audience = Audience<Caller>.signedIn.confirmed
  static let schema = Schema.object([
    .always("renewed", .boolean), .sometimes("recoveryCodes", .list(.text)),
  ])

  let ledger: Ledger

  func change(
    _ asked: Nothing, at place: Nowhere, by caller: Caller, _ moment: Moment,
    in database: borrowing Connection
  ) throws -> Done<[String]> {
    guard try People.find(caller.person, in: database)?.hasSecondFactor == true else {
      throw Refusal(.conflict, code: "noSecondFactor", "您还没有启用动态口令。")
    }
    let codes = try SecondFactor.renewCodes(of: caller.person, in: database)
    return Done(codes, "更换恢复码", about: caller.person.subject)
  }

  func json(_ codes: [String]) -> JSON {
    ["renewed": true, "recoveryCodes": .array(codes.map { .string($0) })]
  }
  func remembered(_ codes: [String]) -> JSON { ["renewed": true] }
  func next(_ codes: [String], at place: Nowhere) -> Address { Paths.account.link }
  func shown(_ codes: [String], at place: Nowhere, _ visit: Visit) -> HTML? {
    RecoveryCodesPage.html(codes, visit)
  }
  func page(_ sheet: Sheet, at place: Nowhere, for caller: Caller, _ visit: Visit) -> HTML {
    Shell("换一套恢复码", on: visit, trail: [("我的账户", Paths.account.link)]).page {
      errorSummary(sheet)
      p(.class("lead")) { "恢复码快用完或可能被人看到时，换一套新的；旧的立即作废。" }
      postForm(Self.path.link, on: visit, button: "换一套")
    }
  }
}
