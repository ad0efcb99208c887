import HTTP
import Vocabulary

/// One request as the programme sees it: who from, when, and in which face the answer is wanted.
package struct Visit: Sendable {
  package enum Face: Sendable { case page, json }

  package let head: RequestHead
  package let face: Face
  /// Seen through trusted proxies; nil on a local socket.
  package let client: Peer
  /// A proxy of ours brought it for somebody else.
  package let wasForwarded: Bool
  /// It came over TLS, as far as we can know: cookies are then pinned to this host.
  package let isSecure: Bool
  /// The programme's clock, which a demo may set.
  package let now: Instant
  /// The real clock: sessions, one-time codes and limits go by it.
  package let wall: Instant

  /// Who is signed in, once a door has asked.
  package internal(set) var caller: Caller?
  /// The secret behind this browser's forms; nil before its first form.
  package internal(set) var formKey: FormKey?
  /// What the forms of the header carry: they belong to whoever is signed in.
  package var callerToken: String? { caller?.formKey.token }
  /// What the browser says it was led here from.
  var doneMark: DoneMark?
  /// What was done just before, in words.
  package internal(set) var done: String?
  /// The sender's name for this change, so that sending it again changes nothing.
  package internal(set) var once: Once?
  /// Which edition of what they act on the sender has seen, where they say it.
  package internal(set) var seenEdition: Int?
  /// Where the entry of what is done is noted, for the word after it.
  package internal(set) var entry: NotedEntry?
  /// What is asked cannot be undone: a confirmation is good for it alone.
  package internal(set) var isGrave = false
  /// Nothing of it is to stay: only what would be wrong with it is wanted.
  package internal(set) var isRehearsal = false
  /// Whoever sent it may do it no more: what was answered to the same token a moment ago is all there
  /// is for them.
  package internal(set) var isLate = false

  package init(
    head: RequestHead, face: Face, client: Peer, wasForwarded: Bool = false, isSecure: Bool = false,
    now: Instant, wall: Instant? = nil
  ) {
    self.head = head
    self.face = face
    self.client = client
    self.wasForwarded = wasForwarded
    self.isSecure = isSecure
    self.now = now
    self.wall = wall ?? now
    formKey = Self.key(of: head, isSecure)
  }

  /// Of the browser itself, whoever is signed in there.
  var browserKey: FormKey? { Self.key(of: head, isSecure) }

  private static func key(of head: RequestHead, _ isSecure: Bool) -> FormKey? {
    cookie(Cookies.visitor, of: head, isSecure).map { FormKey(Array($0.utf8)) }
  }

  package var path: String { String(decoding: head.path, as: UTF8.self) }
  /// With its query, to come back to.
  package var target: String {
    head.query.isEmpty ? path : "\(path)?\(String(decoding: head.query, as: UTF8.self))"
  }
  package var isRead: Bool { head.isRead }

  /// One word of the query, wherever the answers themselves come from.
  package func query(_ name: String) -> String? {
    (try? Form(urlEncoded: head.query))?[name]
  }

  /// From which list somebody came here, as its address has it: handed on from page to page, so that they
  /// go on in it. Empty where they came from none.
  package var list: String { query(Self.listWord) ?? "" }
  package static let listWord = "list"

  /// The edition that the sender has seen, from `If-Match: "3"`.
  var ifMatch: Int? {
    head.fields.text("if-match").flatMap { text in
      Int(text.trimmingPrefix("W/").filter { $0 != "\"" })
    }
  }

  /// What names no edition is no consent to any: an act is not done on the strength of it.
  func requireEditionReadable() throws(Problems) {
    let lines = head.fields.all("if-match")
    if lines.isEmpty || lines.count == 1 && ifMatch != nil { return }
    throw Problems([
      Problem(
        field: "If-Match", code: "format",
        message: "If-Match 写您看到的版本号，如 \"3\"；不知道的，先读一次再办。")
    ])
  }

  /// Which snapshot reader is near.
  package var lane: Int { head.lane }

  /// Somebody at the machine itself.
  package var isLocal: Bool {
    if wasForwarded { return false }
    if case .address(let address) = client { return address.isLoopback }
    return true
  }

  private static func cookie(_ name: String, of head: RequestHead, _ isSecure: Bool) -> String? {
    head.cookie(isSecure ? "__Host-\(name)" : name)
  }

  /// What names the session: a program sends it as a bearer, a browser as a cookie.
  package var sessionToken: String? {
    if let field = head.fields.text("authorization") {
      if head.fields.isRepeated("authorization") { return nil }
      let words = field.split(separator: " ")
      guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
      return String(words[1])
    }
    return Self.cookie(Cookies.session, of: head, isSecure)
  }

  package enum Cookies {
    package static let session = "session"
    package static let visitor = "visitor"
  }
}

/// A change that its sender has named.
package struct Once: Sendable, Equatable {
  package let key: String
  /// Of what was asked: the same name for something else is a mistake.
  package let digest: [UInt8]

  package init(key: String, digest: [UInt8]) {
    self.key = key
    self.digest = digest
  }
}

/// It was done before, under the same name: answer as then.
package struct Replay: Error, Sendable {
  package let json: [UInt8]
  package let address: String
  /// The journal's of it.
  package let entry: Int?

  package init(json: [UInt8], address: String, entry: Int?) {
    self.json = json
    self.address = address
    self.entry = entry
  }
}
