/// Which row, and of what: an id of a person is not an id of a session. Ids are drawn at random, so
/// that one's own tells nothing about what others have.
package struct ID<Owner>: Sendable, Hashable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  /// From eight random bytes; always positive.
  package init(random: UInt64) { number = Int(random >> 1) | 1 }

  /// Thirteen characters that cannot be misread, as in addresses.
  package var description: String {
    var digits = [UInt8](repeating: 0, count: 13)
    for place in digits.indices { digits[place] = alphabet[number >> (60 - 5 * place) & 31] }
    return String(decoding: digits, as: UTF8.self)
  }

  package init?(_ text: String) {
    guard text.utf8.count == 13 else { return nil }
    var number = 0
    for character in text.utf8 {
      guard let value = alphabet.firstIndex(of: character), number >> 58 == 0 else { return nil }
      number = number << 5 | value
    }
    guard number > 0 else { return nil }
    self.number = number
  }
}

private let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

/// What ids belong to.
package enum Owner {
  package enum Person {}
  package enum Organisation {}
  package enum Membership {}
  package enum Session {}
  package enum Claim {}
  package enum Message {}
  package enum Invitation {}
  package enum Round {}
  package enum Record {}
  package enum EligibilityCheck {}
  package enum Application {}
  package enum Matter {}
  package enum Attachment {}
  package enum Upload {}
  package enum CaseLetter {}
  package enum Screening {}
  package enum ExpertApplication {}
  package enum Panel {}
  package enum Review {}
  package enum Report {}
}

package typealias PersonID = ID<Owner.Person>
package typealias OrganisationID = ID<Owner.Organisation>
package typealias MembershipID = ID<Owner.Membership>
package typealias SessionID = ID<Owner.Session>
package typealias ClaimID = ID<Owner.Claim>
package typealias MessageID = ID<Owner.Message>
package typealias InvitationID = ID<Owner.Invitation>
package typealias RoundID = ID<Owner.Round>
package typealias RecordID = ID<Owner.Record>
package typealias EligibilityCheckID = ID<Owner.EligibilityCheck>
package typealias ApplicationID = ID<Owner.Application>
package typealias MatterID = ID<Owner.Matter>
package typealias AttachmentID = ID<Owner.Attachment>
package typealias UploadID = ID<Owner.Upload>
package typealias CaseLetterID = ID<Owner.CaseLetter>
package typealias ScreeningID = ID<Owner.Screening>
package typealias ExpertApplicationID = ID<Owner.ExpertApplication>
package typealias PanelID = ID<Owner.Panel>
package typealias ReviewID = ID<Owner.Review>
package typealias ReportID = ID<Owner.Report>
