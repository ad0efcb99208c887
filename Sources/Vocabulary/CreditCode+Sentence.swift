extension CreditCode.Failure {
  /// What is wrong and where, for people.
  package func sentence(for code: String) -> String {
    let place = "第 \(position) 位"
    return switch reason {
    case .length: "应当是 18 位，现在是 \(code.unicodeScalars.count) 位。旧的 15 位注册号和 9 位组织机构代码已不再使用。"
    case .charset: "\(place)不是代码可用的字符：只用数字和大写字母，且不用 I、O、S、V、Z。"
    case .regionNotDigits: "\(place)应当是数字：第 3 至 8 位是登记机关的行政区划码。"
    case .checkCharacter: "\(place)（校验字符）对不上：前面某一位可能抄错，或有两位写颠倒了。"
    case .organisationCheck: "第 17 位（组织机构代码的校验位）对不上：第 9 至 16 位中可能有一位抄错。"
    }
  }
}
