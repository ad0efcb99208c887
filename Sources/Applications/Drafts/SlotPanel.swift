import Asking
import Design
import HTML
import JSON
import Policy
import Routing
import Vocabulary

/// One slot of the form while the application is written: what lies in it, and the way in for more.
/// Without JavaScript one file goes with the form; with it several at once, each on a line of its own.
struct SlotPanel {
  let asked: Question
  let answer: SectionView.Answer
  let visit: Visit
  let isScanning: Bool

  private var number: String { answer.facts.file.number }
  private var kept: [Attachment] { answer.draft.files.filter { $0.slot == asked.id } }

  var html: HTML {
    panel(asked.label + (asked.isRequired ? "" : "（选填）"), id: asked.id) {
      if let when = asked.condition(among: answer.draft.form.questionnaire.questions) {
        p(.class("small quiet")) { when.replacing("时填", with: "时上传") }
      }
      if let help = asked.help { p(.class("small quiet")) { Citation.readable(help) } }
      // The page's script puts these anew when something has come.
      div(.data("data-lying", asked.id)) { for file in kept { lying(file) } }
      if mayAttach { landing }
    }
  }

  private var landing: HTML {
    let place = SlotPlace(number, asked.id)
    let most = asked.file?.most ?? 1
    return div(
      .class("landing"), .data("data-upload", "/api/v1" + AttachFile.path.link(place).text),
      .optional(most > 1 ? .data("data-many", "") : nil),
      .data("data-writer", "\(visit.caller?.person.number ?? 0)"),
      .data("data-room", "\(most > 1 ? max(0, most - kept.count) : 1)"),
      .data("data-bytes", "\(asked.rule.mostBytes)"), .data("data-too-large", asked.tooLarge),
      .data("data-full", most > 1 ? asked.full : "“\(asked.label)”只收一份，请一次只选一份。")
    ) {
      postForm(
        AttachFile.path.link(place), on: visit, fields: [asked.note], Sheet(),
        prefix: "\(asked.id)-", button: "上传", look: .plain)
      div(.data("data-sending", "")) {}
      p(.class("small quiet"), .role("status")) {}
      template {
        slot("", .put, about: HTML(), sent: 0, state: state("没有传", .wrong)) {
          button(.type("button"), .class("bare"), .data("data-again", "")) { "再试" }
          button(.type("button"), .class("bare"), .data("data-stop", "")) { "停止" }
        }
        // The page brings only the pictures that are on it: what lies here next wants its own.
        icon(.file)
        Scan.waiting.state(isScanning: isScanning)
      }
    }
  }

  private func lying(_ kept: Attachment) -> HTML {
    slot(
      kept.name,
      about: HTML("\(max(1, kept.size >> 10)) KB，\(kept.at.chinese) 上传\(kept.scan.line)"),
      state: kept.scan.state(isScanning: isScanning)
    ) {
      let links = AttachmentDownload.links(number, kept)
      if !kept.scan.isInfected {
        if let shown = links.shown {
          a(.href(shown)) { "查看" }
          " "
        }
        a(.href(links.saved)) { "下载" }
      }
      if mayRemove(kept) {
        postForm(
          DetachFile.path.link(AttachmentPlace(number, "\(kept.id)")), on: visit,
          button: "移除", look: .plain)
      }
    }
  }

  private func mayRemove(_ kept: Attachment) -> Bool {
    answer.offers.contains {
      $0.step.name == Lifecycle.detach.name
        && $0.more.contains { $0.value == .string("\(kept.id)") }
    }
  }

  private var mayAttach: Bool {
    answer.offers.contains {
      $0.step.name == Lifecycle.attach.name
        && $0.more.contains { $0.value == .string(asked.id) }
    }
  }
}

extension Question {
  /// What a slot takes, as the package says.
  var rule: FileRule {
    let kinds = (file?.kinds ?? []).compactMap(FileRule.Kind.init)
    return FileRule(kinds, mostBytes: (file?.megabytes ?? 20) << 20)
  }

  var tooLarge: String { "“\(label)”最大 \(rule.mostBytes >> 20) MB，请压缩后再传。" }
  var wrongKind: String { "“\(label)”应为 \(rule.words) 文件，内容也应与文件类型相符。" }
  var full: String { "“\(label)”最多 \(file?.most ?? 1) 份，请先移除一份再传。" }

  /// The field that a slot is filled through.
  var note: FieldNote {
    let most = file?.most ?? 1
    return AttachFile.Asked.file.note.helped(
      "\(rule.words)，每份最大 \(rule.mostBytes >> 20) MB"
        + (most > 1 ? "，最多 \(most) 份。" : "；再传一份就换掉原来的。"))
  }
}
