import HTML
import HTTP

extension Address {
  /// The same, knowing from which list somebody goes there.
  package func going(on list: String) -> Address {
    if list.isEmpty { return self }
    let mark = text.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
    return Address(site: "\(text)\(mark)\(Visit.listWord)=\(Percent.encode(list))") ?? self
  }
}
