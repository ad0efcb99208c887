import Asking
import Design
import HTML
import JSON
import Policy
import Routing
import SQLite
import Vocabulary

/// What a case is judged by, to stand beside a checklist: the application as it was frozen, what changed
/// since it was returned, its files, and the conditions with where each answer comes from.
package struct CaseMaterial {
  private let parts: HTML

  /// Nil where nothing has been sent yet.
  ///
  /// - Parameter filesFirst: certificates are what is looked at, the conditions are folded away.
  package init?(
    _ facts: CaseFacts, _ desk: CaseDesk, filesFirst: Bool = false,
    in database: borrowing Connection
  ) throws {
    let all = try Submissions.of(facts.file.id, in: database)
    guard let sent = all.last,
      let form = facts.package.forms.first(where: { $0.id == FormUse.application.rawValue })
    else { return nil }
    let lying = try Attachments.of(facts.file.id, in: database).filter { !$0.isInternal }
    let files = Self.files(lying, facts, form, desk)
    let standing = try desk.judge.standing(facts, in: database)
    let past = try PastCase.beside(facts.file, desk.library, in: database)
    parts = section(.class("panel flush")) {
      if filesFirst { files }
      Self.conditions(standing, isOpen: !filesFirst)
      if all.count > 1 {
        fold("退回以后改了什么", isOpen: true) {
          ChangesTable(sent: sent, before: all[all.count - 2], form: form).html
        }
      }
      fold("第 \(sent.version) 次提交的申请书") {
        filledForm(
          form, sent.values(form), links: AttachmentDownload.evidence(facts.file.number, lying),
          isBare: true)
      }
      if !filesFirst { files }
      if !past.isEmpty { fold("这家企业的其他申请（\(past.count)）") { PastCase.table(past).bare } }
    }
  }

  private static func conditions(_ standing: Eligibility.Standing, isOpen: Bool) -> HTML {
    let known = KnownTable(standing.package.conditions.questions, standing.knownJSON)
    let lookedUp = standing.lookedUp
    return fold("申请条件和依据", isOpen: isOpen) {
      for finding in standing.findings {
        let isLookedUp = lookedUp.contains(finding.condition.id)
        p {
          strong { finding.condition.title }
          " "
          state(
            finding.verdict.words(isLookedUp: isLookedUp),
            finding.verdict.tone(isLookedUp: isLookedUp))
        }
        known.html(finding.condition)
      }
    }
  }

  private static func files(
    _ all: [Attachment], _ facts: CaseFacts, _ form: Policy.Form, _ desk: CaseDesk
  ) -> HTML {
    fold("附件", isOpen: true) {
      ul(.class("links")) {
        for file in all {
          let links = AttachmentDownload.links(facts.file.number, file)
          li {
            // Looked at in a page of its own, so that what is being filled in stays where it is.
            a(
              .href(links.shown ?? links.saved), .target("_blank"), .rel("noopener"),
              .title("在新的页面里打开")
            ) {
              "\(form.label(file.slot))：\(file.name)"
              file.scan.state(isScanning: desk.isScanning)
            }
          }
        }
      }
    }
  }

  package var html: HTML { parts }
}
