/// Personal data as it is shown where the full value is not needed (domain/process.md §8).
package enum Mask {
  private static let doubleSurnames: Set<String> = [
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "尉迟", "皇甫", "长孙", "慕容", "令狐", "公孙",
    "宇文", "端木", "百里", "东郭", "西门",
  ]

  /// 张* , 张*三, 欧阳**
  package static func name(_ name: String) -> String {
    let characters = name.map { $0 }
    if characters.count < 2 { return characters.isEmpty ? "" : "*" }
    if characters.count > 2, doubleSurnames.contains(String(characters.prefix(2))) {
      return String(characters.prefix(2)) + String(repeating: "*", count: characters.count - 2)
    }
    if characters.count == 3 { return "\(characters[0])*\(characters[2])" }
    return String(characters[0]) + String(repeating: "*", count: characters.count - 1)
  }

  /// 138****1234; a number with an area code keeps it.
  package static func phone(_ phone: String) -> String {
    let digits = phone.filter { $0.isASCII && $0.isNumber }
    if digits.count < 8 { return String(repeating: "*", count: phone.count) }
    if let dash = phone.firstIndex(of: "-") { return "\(phone[..<dash])-****\(phone.suffix(4))" }
    return "\(digits.prefix(3))****\(digits.suffix(4))"
  }

  /// z***@example.com
  package static func mail(_ mail: String) -> String {
    guard let at = mail.firstIndex(of: "@"), at > mail.startIndex else {
      return mail.isEmpty ? "" : "***"
    }
    return "\(mail.prefix(1))***\(mail[at...])"
  }
}
