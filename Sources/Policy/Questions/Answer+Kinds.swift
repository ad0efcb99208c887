import JSON
import Vocabulary

/// What each kind of answer must look like.
extension Answer {
  func understand(_ given: JSON, on today: Day) -> Result<Value, Problem> {
    switch question.kind {
    case .integer, .decimal, .money, .year: number(given, on: today)
    case .yesNo, .declaration: truth(given)
    case .many: several(given)
    default:
      given.string.map { words(folded($0), on: today) }
        ?? .failure(problem("wrongType", "要是文字。"))
    }
  }

  // MARK: - Texts

  /// Where the width of a digit or a blank means nothing, it does not matter how it was typed. Line
  /// breaks are one character, as a browser's page counts them.
  private func folded(_ text: String) -> String {
    switch question.kind {
    case .date, .phone, .mail, .trademark, .creditCode: Plain.folded(text)
    // Hardly any has one, and looking for bytes is quick.
    default:
      text.utf8.contains(UInt8(ascii: "\r")) ? text.replacing("\r\n", with: "\n") : text
    }
  }

  private func words(_ text: String, on today: Day) -> Result<Value, Problem> {
    let fault = TextFault(
      text, most: question.most, allowsBreaks: question.kind == .longText, allowsBlank: false)
    switch fault {
    case .tooLong(let count):
      return .failure(problem("tooLong", "最多 \(question.most) 个字，现在有 \(count) 个。"))
    case .blank: return .failure(missing)
    case .control: return .failure(problem("control", "里有不能使用的控制字符。"))
    case nil: break
    }
    switch question.kind {
    case .date:
      guard let day = isTyped ? Day(text) : Day(loose: text), 1850...2200 ~= day.year else {
        return .failure(problem("notADay", "要写成 2026-09-30 这样的日期，并且确有这一天。"))
      }
      if let last = question.until?.day(on: today), day > last {
        return .failure(problem("tooLate", "不能晚于 \(last.chinese)。"))
      }
      return .success(.day(day))
    case .choice, .industry:
      guard question.choices.contains(where: { $0.value.utf8.elementsEqual(text.utf8) }) else {
        return .failure(problem("notAChoice", "要从所列的几项里选。"))
      }
    case .creditCode:
      do {
        return .success(.text(try CreditCode(text).text))
      } catch {
        let code = CreditCode.normalise(text)
        return .failure(problem(error.reason.rawValue, "不对：\(error.sentence(for: code))"))
      }
    case .phone where !Answer.isPhone(text):
      return .failure(problem("notAPhone", "要是手机号、区号加号码或 400 号码，如 021-12345678。"))
    case .mail where MailAddress(text) == nil:
      return .failure(problem("notMail", "要写成 name@example.com 的样子。"))
    case .person where !text.contains(where: \.isLetter):
      return .failure(problem("notAName", "要写姓名。"))
    case .trademark where !Answer.isTrademark(text):
      return .failure(problem("notATrademark", "要是商标注册号：5 到 12 位数字，前后可以各有一个字母。"))
    default: break
    }
    return .success(.text(text))
  }

  /// 手机、固话（区号）、400（forms.md §3）.
  static func isPhone(_ text: String) -> Bool {
    let digits = text.utf8.filter { 0x30...0x39 ~= $0 }.count
    guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2D }) else { return false }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.contains(where: \.isEmpty) { return false }
    if text.hasPrefix("400") || text.hasPrefix("800") {
      return digits == 10 && parts.count <= 3 && parts.allSatisfy { $0.utf8.count >= 3 }
    }
    if text.hasPrefix("1") {
      return parts.count == 1 && digits == 11 && 0x33...0x39 ~= text.utf8.dropFirst().first ?? 0
    }
    guard text.hasPrefix("0"), !text.hasPrefix("00") else { return false }
    if parts.count == 1 { return 10...12 ~= digits }
    return 3...4 ~= parts[0].utf8.count && 7...8 ~= parts[1].utf8.count
      && (parts.count == 2 || parts.count == 3 && 1...6 ~= parts[2].utf8.count)
  }

  static func isTrademark(_ text: String) -> Bool {
    func isLetter(_ byte: UInt8?) -> Bool { byte.map { 0x41...0x5A ~= $0 } == true }
    var digits = text.utf8[...]
    if isLetter(digits.first) { digits.removeFirst() }
    if isLetter(digits.last) { digits.removeLast() }
    return 5...12 ~= digits.count && digits.allSatisfy { 0x30...0x39 ~= $0 }
  }

  // MARK: - Numbers

  /// Money is typed in the unit shown and kept in 分; a program sends 分.
  private func number(_ given: JSON, on today: Day) -> Result<Value, Problem> {
    var number: Exact?
    if isTyped {
      number = question.kind == .money ? given.integer.map { Exact(hundredths: $0) } : Exact(given)
      if number == nil {
        let what = question.kind == .money ? "要是以分为单位的整数。" : "的 JSON 类型不对，要是最多两位小数的数。"
        return .failure(problem("wrongType", what))
      }
    } else {
      let text = Plain.folded(given.string ?? "").replacing(",", with: "")
      number =
        question.kind == .money && question.unit == "万元"
        ? Exact(tenThousands: text) : Exact(text)
    }
    guard let number else {
      return .failure(
        problem(
          "notANumber",
          question.kind == .money && question.unit == "万元" ? "要填数，最多六位小数。" : "要填数，最多两位小数。"))
    }
    let isWhole = number.hundredths % 100 == 0
    if [.integer, .year].contains(question.kind), !isWhole {
      return .failure(problem("notWhole", "要填整数。"))
    }
    let (least, greatest) = question.range
    if number < least || number > greatest {
      return .failure(
        problem("outOfRange", "要在 \(shown(least)) 到 \(shown(greatest)) 之间。"))
    }
    if let last = question.until?.day(on: today).year, number > Exact(last) {
      return .failure(problem("tooLate", "不能晚于 \(last) 年。"))
    }
    return .success(.number(number))
  }

  private func shown(_ number: Exact) -> String {
    if question.kind != .money { return "\(number)" }
    return question.typed(.number(number)) + " " + (question.unit ?? "元")
  }

  // MARK: - Choices

  private func truth(_ given: JSON) -> Result<Value, Problem> {
    if isTyped {
      return given.bool.map { .success(.flag($0)) }
        ?? .failure(problem("wrongType", "的 JSON 类型不对，要是 true 或 false。"))
    }
    switch given.string {
    case "yes": return .success(.flag(true))
    case "no" where question.kind == .yesNo: return .success(.flag(false))
    default: return .failure(problem("notAChoice", "要选“是”或“否”。"))
    }
  }

  private func several(_ given: JSON) -> Result<Value, Problem> {
    guard let items = given.array else { return .failure(problem("wrongType", "要是一个列表。")) }
    var chosen: [String] = []
    for item in items {
      guard let word = item.string, question.choices.contains(where: { $0.value == word }),
        !chosen.contains(word)
      else { return .failure(problem("notAChoice", "要从所列的几项里选，每项一次。")) }
      chosen.append(word)
    }
    return .success(.many(chosen))
  }
}

extension Question {
  var range: (Exact, Exact) {
    switch kind {
    case .year: (least ?? Exact(1800), greatest ?? Exact(2200))
    default: (least ?? Exact(0), greatest ?? Exact(hundredths: 100_000_000_000_000))
    }
  }

  /// An answer as a person would type it, to fill a form in again.
  package func typed(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .day(let day): "\(day)"
    case .flag(let truth): truth ? "yes" : "no"
    case .number(let number):
      kind == .money && unit == "万元" ? number.tenThousands : "\(number)"
    case .many(let words): words.joined(separator: " ")
    case .rows: ""
    }
  }
}

extension Exact {
  /// 万元 to the last 分: six decimals.
  init?(tenThousands text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Exact(String(parts[0])), !parts[0].isEmpty else {
      return nil
    }
    let rest = parts.count == 2 ? parts[1] : "0"
    guard 1...6 ~= rest.utf8.count, rest.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      let small = Int(rest + String(repeating: "0", count: 6 - rest.utf8.count))
    else { return nil }
    let (fen, isOver) = whole.hundredths.multipliedReportingOverflow(by: 10_000)
    if isOver { return nil }
    self.init(hundredths: text.hasPrefix("-") ? fen - small : fen + small)
  }

  /// 分 as 万元, as exactly as it was typed.
  fileprivate var tenThousands: String {
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    var digits = String(rest + 1_000_000).dropFirst()
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }
}
