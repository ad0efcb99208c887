import Accounts
import Acts
import Applications
import JSON
import Messages
import Routing
import SQLite
import Vocabulary

/// What a department says, whichever way it comes: with the account of one of its people, or by the link
/// that works once.
struct ReplyInput: Input {
  static let opinion = Field.choice(
    "opinion", "意见", Consultation.Opinion.allCases.map { Choice($0.rawValue, $0.title) })
  static let text = Field.longText(
    "text", "具体意见", most: 2000, help: "有条件、不同意或无法判断的，请写明条件或理由。", example: "三年内没有处罚记录。",
    isRequired: false)
  static let signer = Field.text(
    "signer", "答复人", most: 60, help: "姓名和职务，记入档案。", example: "冯涛，商务委员会四级主任科员")
  static let fields = [opinion.note, text.note, signer.note]

  let opinion: Consultation.Opinion
  let text, signer: String

  init(_ answers: Answers) throws(Problems) {
    let (word, text, signer) = try answers.read(Self.opinion, Self.text, Self.signer)
    opinion = kept(word)
    self.text = text
    self.signer = signer
    if opinion.needsWords, text.allSatisfy(\.isWhitespace) {
      throw Problems([
        Problem(
          field: "text", code: "required", message: "“\(opinion.title)”，请写明条件或理由，供审核时参考。")
      ])
    }
  }
}
