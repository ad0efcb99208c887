import HTML
import Vocabulary

/// Who may come through a door, and the proof of it that the handler gets. A handler that needs an
/// operator cannot be put behind `.everyone`: it does not compile.
package struct Audience<Actor: Sendable>: Sendable {
  package let admission: Admission
  let admit: @Sendable (Visit, Doors) throws -> Actor

  /// The same people, who have just given password and second factor again (feature 11).
  package var confirmed: Audience {
    var admission = admission
    admission.needsConfirmation = true
    return Audience(admission: admission, admit: admit)
  }

  /// The same people, before that.
  var unconfirmed: Audience {
    var admission = admission
    admission.needsConfirmation = false
    return Audience(admission: admission, admit: admit)
  }
}

/// The same as data: the permission matrix is made from it.
package struct Admission: Sendable, Equatable {
  package enum Who: Sendable, Equatable {
    case everyone
    case operators
    /// Signed in, whatever must still be done first.
    case arriving
    case signedIn
    case members(Set<Role>)

    /// Whoever is signed in like this.
    package func admits(_ caller: Caller) -> Bool {
      switch self {
      case .members(let roles): !roles.isDisjoint(with: caller.roles)
      case .operators: false
      case .everyone, .arriving, .signedIn: true
      }
    }
  }

  package let who: Who
  package var needsConfirmation = false

  package var name: String {
    switch who {
    case .everyone: "everyone"
    case .operators: "operators"
    case .arriving: "arriving"
    case .signedIn: "signedIn"
    case .members(let roles): roles.map(\.rawValue).sorted().joined(separator: " ")
    }
  }
}

/// Who did something a moment ago.
package struct Remembered: Sendable {
  let caller: Caller
  /// Of whom nothing is answered any more, not even what they have done.
  let isSuspended: Bool

  package init(_ caller: Caller, isSuspended: Bool) {
    self.caller = caller
    self.isSuspended = isSuspended
  }
}

/// What the table knows of sessions.
package struct Doors: Sendable {
  package var identify: @Sendable (Visit) throws -> Caller? = { _ in nil }
  /// Whose token it is or was a moment ago: good for nothing but what was answered to it then.
  package var remember: @Sendable (Visit) throws -> Remembered? = { _ in nil }
  /// What the record says of what this reader did just now: its sentence, for the page that follows.
  package var told: @Sendable (Caller?, DoneMark, Visit) -> String? = { _, _, _ in nil }
  /// Where people sign in, do their duties, and confirm that it is they.
  /// Given where to go on afterwards, where there is a page to go on at.
  package var signIn: @Sendable (String?) -> Address = { _ in Address(path: "/") }
  package var duty: @Sendable (Caller.Duty) -> Address = { _ in Address(path: "/") }
  package var confirmation = Confirmation()

  package init() {}
}

extension Visit {
  /// On what is for everyone: whoever is signed in still finds the way back to the desk, and what
  /// they may do from there.
  func recognised(_ doors: Doors) -> Visit { known(doors) ?? self }

  /// Nil where nobody is: it is not copied for that.
  func known(_ doors: Doors) -> Visit? {
    guard caller == nil, sessionToken != nil, let known = try? doors.identify(self)
    else { return nil }
    var visit = self
    visit.welcome(known, doors)
    visit.formKey = known.formKey
    return visit
  }

  /// The same where the page's own forms are for anybody, and so carry the browser's token and not
  /// the session's: only the header knows who is signed in.
  func seen(_ doors: Doors) -> Visit {
    guard caller == nil, face == .page, sessionToken != nil, let known = try? doors.identify(self)
    else { return self }
    var visit = self
    visit.welcome(known, doors)
    return visit
  }

  /// Somebody known is here. What they did just now is told as the record has it, and to nobody else:
  /// an address that is only typed says nothing.
  mutating func welcome(_ known: Caller, _ doors: Doors) {
    caller = known
    if isRead, let mark = doneMark { done = doors.told(known, mark, self) ?? done }
  }
}

/// Anyone at all.
package struct Visitor: Sendable, Equatable {}

/// Somebody at the machine itself: loopback or a local socket, not through a proxy.
package struct Operator: Sendable, Equatable {}

extension Audience where Actor == Visitor {
  package static var everyone: Audience<Visitor> {
    Audience(admission: Admission(who: .everyone)) { _, _ in Visitor() }
  }
}

extension Audience where Actor == Operator {
  package static var operators: Audience<Operator> {
    Audience(admission: Admission(who: .operators)) { visit, _ in
      guard visit.isLocal else {
        throw Refusal(.forbidden, code: "operatorsOnly", "这一页只供运行本系统的人员在本机查看。")
      }
      return Operator()
    }
  }
}

extension Audience where Actor == Caller {
  package static var arriving: Audience<Caller> {
    Audience(admission: Admission(who: .arriving)) { visit, doors in
      guard let caller = try doors.identify(visit) else { throw Refusal.notSignedIn }
      return caller
    }
  }

  package static var signedIn: Audience<Caller> {
    Audience(admission: Admission(who: .signedIn)) { visit, doors in
      let caller = try arriving.admit(visit, doors)
      switch caller.duty {
      case .secondFactor: throw Refusal.mustEnrol
      case .newPassword: throw Refusal.mustChangePassword
      case nil: return caller
      }
    }
  }
}

extension Audience where Actor == Member {
  package static func members(_ roles: Role...) -> Audience<Member> { members(Set(roles)) }

  package static func members(_ roles: Set<Role>) -> Audience<Member> {
    Audience(admission: Admission(who: .members(roles))) { visit, doors in
      let caller = try Audience<Caller>.signedIn.admit(visit, doors)
      guard let seat = caller.seat else { throw Refusal.noSeat }
      guard !seat.roles.isDisjoint(with: roles) else { throw Refusal.notYourRole }
      return Member(caller: caller, seat: seat)
    }
  }
}

extension Refusal {
  package static let notSignedIn = Refusal(
    .unauthenticated, code: "signInRequired", "请先登录。")
  package static let suspended = Refusal(
    .unauthenticated, code: "suspended", "您的身份已停用，办过的事不再重复答复；重新登录可以看到现在还能办什么。")
  package static let mustEnrol = Refusal(
    .forbidden, code: "secondFactorRequired", "请先为这个账户启用动态口令。")
  package static let mustChangePassword = Refusal(
    .forbidden, code: "newPasswordRequired", "密码已经到期，请先更换密码。")
  package static let notYourRole = Refusal(
    .forbidden, code: "notYourRole", "您现在的身份不能办理这件事。如果您还有别的身份，可以在“我的账户”里切换。")
  package static let noSeat = Refusal(
    .forbidden, code: "notYourRole",
    "您现在没有可以办这件事的身份。身份停用了的，请找本单位的管理人员；还没有加入单位的，企业请先在工作台登记，或申请加入已登记的企业，区里确认以后再来。")
  static let confirmationCode = "confirmationRequired"

  /// - Parameter what: the act and its object.
  package static func notConfirmed(_ what: String) -> Refusal {
    Refusal(.forbidden, code: confirmationCode, "\(what)以前，请再次确认是您本人。")
  }
}
