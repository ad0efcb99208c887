import Digest
import JSON
import Linux
import Policy
import Vocabulary

/// How an enterprise has put its name to what it sends (001 三（一）): its signatory with password and
/// code, or the printed application with its seal.
enum Signed: Sendable {
  case account
  /// - Parameter check: as it is printed on each page that was sealed.
  case sealed(Attachment, SealProgram.Verdict, check: String)
  /// Written on paper; what stands here was entered from it by the unit.
  case paper(Attachment, SealProgram.Verdict, received: Day)

  /// What lies among the files as the enterprise has sealed it.
  var scan: Attachment? {
    switch self {
    case .account: nil
    case .sealed(let file, _, _), .paper(let file, _, _): file
    }
  }

  /// Where the sealed application lies among a case's files; no package has a slot of this name.
  static let slot = "sealed-form"
  static let slotTitle = "盖章的申请书"

  /// As it is frozen with what was sent.
  var json: JSON {
    switch self {
    case .account: ["way": "account"]
    case .sealed(let file, let verdict, let check):
      [
        "way": "seal", "check": .string(check), "file": .string(file.name),
        "sha256": .string(Hex.text(file.digest)),
        "seal": .string(verdict.rawValue),
      ]
    case .paper(let file, let verdict, let received):
      [
        "way": "paper", "received": .string("\(received)"), "file": .string(file.name),
        "sha256": .string(Hex.text(file.digest)), "seal": .string(verdict.rawValue),
      ]
    }
  }
}

extension Submission {
  /// Who stands for it, in words for whoever accepts it.
  var signedWords: String {
    guard let signed = json["signed"], let way = signed["way"]?.string, way != "account" else {
      return "签署人登录后用密码和验证码确认"
    }
    if way == "paper" {
      let day = signed["received"]?.string.flatMap { Day($0) }?.chinese ?? ""
      return "企业书面提出，\(day)收到，由受理单位按纸质材料录入；原件的扫描件在附件里"
    }
    let words =
      switch signed["seal"]?.string.flatMap(SealProgram.Verdict.init) {
      case .valid: "盖章的申请书，电子印章已由印章系统验证"
      case .some(.none): "盖章的申请书扫描件，上面没有电子印章，印章由受理单位核对"
      default: "盖章的申请书扫描件，没有经过电子印章系统验证，印章由受理单位核对"
      }
    return "\(words)；每页页脚的核对码应是 \(signed["check"]?.string ?? "")"
  }
}

extension Draft {
  /// Answers and files as they would be frozen.
  func content(on today: Day) -> (answers: JSON, files: JSON) {
    let reading = reading(isComplete: false, on: today)
    return (
      form.questionnaire.json(reading.values, withComputed: true),
      .array(files.filter { !$0.scan.isInfected }.map(\.json))
    )
  }

  /// Told on every printed page: a sealed page is of this text and of no other.
  func checkCode(on today: Day) -> String {
    let (answers, files) = content(on: today)
    let content: JSON = ["answers": answers, "files": files]
    let digits = Hex.text(SHA256.hash(content.canonical.bytes)).prefix(8).uppercased()
    return "\(digits.prefix(4))-\(digits.suffix(4))"
  }
}

extension Attachment {
  /// As a submission names it.
  var json: JSON {
    [
      "slot": .string(slot), "name": .string(name), "size": .integer(size),
      "sha256": .string(Hex.text(digest)),
    ]
  }
}
