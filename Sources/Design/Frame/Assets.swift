import Digest
import HTML
import HTTP
import Routing

/// The stylesheet and the script. Their addresses carry a piece of their digest, so a browser may
/// keep them for ever and still gets the new ones after an upgrade.
package enum Assets {
  static let style = Asset(PackageResources.style_css, "style", "css")
  static let script = Asset(PackageResources.portal_js, "portal", "js")

  struct Asset: Sendable {
    let bytes: [UInt8]
    let name: String

    init(_ bytes: [UInt8], _ name: String, _ kind: String) {
      self.bytes = bytes
      self.name = "\(name)-\(Hex.text(SHA256.hash(bytes)).prefix(12)).\(kind)"
    }

    var address: Address { Address(site: "/assets/\(name)") ?? Address(path: "/") }
  }

  package static var route: Route {
    .assets(
      "/assets/:file",
      [(style.name, .css, style.bytes), (script.name, .javascript, script.bytes)])
  }

  /// A shoot on a blue ground: ours until there is an official one.
  package static var icon: Route {
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" \
      rx="7" fill="#14498f"/><path d="M8 24.5h16" stroke="#8fb0dc" stroke-width="2" \
      stroke-linecap="round"/><path d="M16 24V13" stroke="#fff" stroke-width="2"/><path d="M16 \
      14.5C16 9.5 12.5 6.5 7.5 6.5 7.5 11.5 11 14.5 16 14.5zM16 19c0-4.5 3-7.3 8-7.3 0 4.5-3 \
      7.3-8 7.3z" fill="#fff"/></svg>
      """
    return .plain("/favicon.svg", .everyone, "icon", "图标", .svg) { _ in
      Response(.ok, type: .svg, Array(svg.utf8))
    }
  }
}
