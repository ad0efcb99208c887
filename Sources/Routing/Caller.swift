import Digest
import Vocabulary

/// Who is signed in, and for which organisation: looked up anew for every request, so that what was
/// taken away is gone at once (reliability R11).
package struct Caller: Sendable, Equatable {
  package struct Seat: Sendable, Equatable {
    package let organisation: OrganisationID
    package let name: String
    package let kind: OrganisationKind
    /// The unit in charge of it: itself, where it is a district unit.
    package let district: OrganisationID?
    package let roles: Set<Role>
    /// The unit in charge and how to reach it, for the foot of every page.
    package let help: String?

    package init(
      _ organisation: OrganisationID, _ name: String, _ kind: OrganisationKind,
      district: OrganisationID?, roles: Set<Role>, help: String? = nil
    ) {
      self.help = help
      self.organisation = organisation
      self.name = name
      self.kind = kind
      self.district = district
      self.roles = roles
    }
  }

  /// What must be done before anything else.
  package enum Duty: Sendable, Equatable { case secondFactor, newPassword }

  package let session: SessionID
  package let person: PersonID
  package let name: String
  package let login: String
  /// The organisation one acts for in this session.
  package let seat: Seat?
  package let duty: Duty?
  /// Password and second factor were given again a moment ago.
  package let isConfirmed: Bool
  /// And nothing has been done on the strength of it yet: what cannot be undone asks for that.
  package let isUnspent: Bool
  package let hasSecondFactor: Bool
  /// May sit elsewhere too.
  package let hasOtherSeats: Bool
  /// How many messages wait in the inbox, for the header of every page.
  package let unread: Int
  let formKey: FormKey

  package init(
    session: SessionID, person: PersonID, name: String, login: String, seat: Seat?, duty: Duty?,
    isConfirmed: Bool, isUnspent: Bool = false, hasSecondFactor: Bool, hasOtherSeats: Bool = false,
    unread: Int = 0,
    formKey: FormKey
  ) {
    self.unread = unread
    self.hasSecondFactor = hasSecondFactor
    self.hasOtherSeats = hasOtherSeats
    self.formKey = formKey
    self.session = session
    self.person = person
    self.name = name
    self.login = login
    self.seat = seat
    self.duty = duty
    self.isConfirmed = isConfirmed
    self.isUnspent = isUnspent
  }

  package var roles: Set<Role> { seat?.roles ?? [] }

  /// As the journal names people and organisations.
  package var actor: String { "person/\(person)" }
  package var behalf: String? { seat.map { "organisation/\($0.organisation)" } }
}

/// Whoever is signed in for an organisation, in one of the roles a door asks for.
package struct Member: Sendable {
  package let caller: Caller
  package let seat: Caller.Seat

  package init(caller: Caller, seat: Caller.Seat) {
    self.caller = caller
    self.seat = seat
  }
}

/// The secret behind a browser's forms: of its session, or of its visit before there is one.
package struct FormKey: Sendable, Equatable {
  private let secret: [UInt8]

  package init(_ secret: [UInt8]) { self.secret = secret }

  /// What every form carries and no other site can know.
  package var token: String { BaseText.base64URL(HMAC.code(key: secret, Array("form".utf8))) }

  package func admits(_ given: String) -> Bool {
    equalInConstantTime(Array(given.utf8), Array(token.utf8))
  }
}
