import Design
import HTML
import Messages
import PDF
import Policy
import Routing
import Vocabulary

/// A letter as it was sent, to be filed or printed; the code on it leads to how the case stands.
struct LetterPaper: Paper {
  static let path = Path<ItemPlace<Owner.CaseLetter>>("/letters/:letter/pdf")

  let view: LetterView

  func paper(_ answer: LetterView.Answer) -> Document {
    let letter = answer.letter
    var blocks: [Document.Block] = [.title(letter.title)]
    blocks += letter.paragraphs.map { .paragraph($0) }
    blocks += [.signature(letter.unit), .signature(letter.at.day.plain)]
    if let code = letter.code(answer.file, view.desk) {
      blocks.append(.code(code.modules, StatusCode.words))
    }
    if !letter.label.isEmpty { blocks.append(.fine(Citation.readable(letter.label))) }
    return Document(letter.title, foot: "编号 \(answer.file.number)", blocks)
  }

  func fileName(_ answer: LetterView.Answer) -> String {
    "\(answer.letter.title)-\(answer.file.number)"
  }
}

/// What leads from paper to how the case stands.
enum StatusCode {
  static let words = "扫码登录后，可以查看这份申请的办理进度。"
}
