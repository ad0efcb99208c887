extension Day {
  /// As people and spreadsheets write a day: `2026-9-3`, `2026/09/03`, `2026.9.3`, `2026年9月3日`,
  /// `20260903`, with or without a time of day after it.
  package init?(loose text: String) {
    let day = text.split(whereSeparator: { $0 == " " || $0 == "T" }).first ?? ""
    if day.utf8.count == 8, day.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
      self.init("\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))")
      return
    }
    let parts = day.split(whereSeparator: { "-/.年月日".contains($0) })
    guard parts.count == 3, parts[0].utf8.count == 4,
      parts.allSatisfy({ 1...4 ~= $0.utf8.count && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let date = Int(parts[2])
    else { return nil }
    self.init(year, month, date)
  }
}
