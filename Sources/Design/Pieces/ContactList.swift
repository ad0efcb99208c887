import HTML

/// Whom to ask, unit by unit; those that have said nothing yet stand together, with what to do then.
package func contactList(_ units: [(name: String, contact: String)]) -> HTML {
  let (known, unknown) = (
    units.filter { !$0.contact.isEmpty }, units.filter { $0.contact.isEmpty }
  )
  return group {
    if !known.isEmpty {
      DataTable(
        "\(known.count) 个单位的联系方式", [.init("单位"), .init("联系方式")],
        known.map { [HTML($0.name), HTML($0.contact)] }
      ).html
    }
    if !unknown.isEmpty {
      panel(known.isEmpty ? "\(unknown.count) 个单位" : "另外 \(unknown.count) 个单位") {
        p { "还没有在这里登记联系方式，可以拨打 12345 市民服务热线转接。" }
        p(.class("quiet")) { unknown.map(\.name).joined(separator: "、") }
      }
    }
  }
}
