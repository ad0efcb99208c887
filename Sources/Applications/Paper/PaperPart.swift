import Acts
import Design
import HTML
import JSON
import Routing
import SQLite
import Vocabulary

/// On the case's page: that it came on paper, when, and what its enterprise says to what was entered.
struct PaperPart: CasePart {
  func shown(
    _ facts: CaseFacts, _ member: Member, in database: borrowing Connection
  ) throws -> CaseShown? {
    let file = facts.file
    guard let received = file.received else { return nil }
    // It may have gone to another unit since.
    let office = try CaseHistory.beginner(of: file.id, in: database) ?? file.unitName
    let said =
      file.looked == nil
      ? nil : try CaseHistory.text(of: Lifecycle.lookOver.name, on: file.id, in: database)
    return CaseShown(
      "书面申请",
      group {
        factList {
          fact("收到日期", HTML(received.chinese))
          fact("录入单位", HTML(office))
          fact("企业核对", looked(file, said))
        }
        if file.isOnPaper { p(.class("quiet")) { now(file, member) } }
      }, [.init("paper", Self.json(file, received, said))])
  }

  private static func json(_ file: Case, _ received: Day, _ said: String?) -> JSON {
    .object(
      [.init("received", .string("\(received)"))]
        + (file.looked.map { [.init("looked", .string($0.rawValue))] } ?? [])
        + (said.map { [.init("text", .string($0))] } ?? []))
  }

  private func looked(_ file: Case, _ text: String?) -> HTML {
    switch file.looked {
    case nil: state("还没有核对", .plain)
    case .confirmed: state("一致", .good)
    case .differs:
      group {
        state("不一致", .wrong)
        " \(text ?? "")"
      }
    }
  }

  private func now(_ file: Case, _ member: Member) -> String {
    if member.seat.organisation == file.enterprise {
      return file.stage == .draft
        ? "\(file.unitName)正在按书面申请录入，录入完毕以后会通知您核对。"
        : "内容由\(file.unitName)按书面申请录入。请签署人核对；核对以前的补正也可以书面提交，由区里录入。"
    }
    return file.stage == .draft
      ? "逐部分录入，最后上传原件的扫描件，完成“\(Lifecycle.enter.title)”。"
      : "企业在平台上登记并证明身份以后，由签署人核对；在这以前的补正由区里按书面材料录入。"
  }
}
