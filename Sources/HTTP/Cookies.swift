/// Cookies of a request. Several Cookie lines are read as one; a name sent twice counts as absent,
/// for one of the two was planted by somebody else.
extension RequestHead {
  package func cookie(_ name: String) -> String? {
    var found: [String] = []
    for line in fields.all("cookie") {
      for part in line.split(separator: UInt8(ascii: ";")) {
        let pair = Characters.trimmed(part)
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")),
          pair[..<equals].elementsEqual(name.utf8),
          let value = String(validating: pair[(equals + 1)...], as: UTF8.self)
        else { continue }
        found.append(value)
      }
    }
    return found.count == 1 ? found[0] : nil
  }
}

/// A cookie to set. Behind TLS its name carries `__Host-`, which pins it to this very host.
package struct SetCookie: Sendable {
  let name: String
  let value: String
  let isSecure: Bool
  let seconds: Int?

  package init(_ name: String, _ value: String, isSecure: Bool, seconds: Int? = nil) {
    self.name = isSecure ? "__Host-\(name)" : name
    self.value = value
    self.isSecure = isSecure
    self.seconds = seconds
  }

  package var field: String {
    var field = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
    if let seconds { field += "; Max-Age=\(seconds)" }
    if isSecure { field += "; Secure" }
    return field
  }
}
