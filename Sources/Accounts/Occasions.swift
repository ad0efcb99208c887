import Messages

extension Occasion {
  static let invitation = Occasion("invitation", ["organisation", "role", "inviter"])
  static let passwordReset = Occasion("passwordReset", ["name"])
  static let mailCheck = Occasion("mailCheck", ["name"])
  static let accountChanged = Occasion("accountChanged", ["name", "what"])
  static let factorLossReported = Occasion("factorLossReported", ["person"])
  static let factorReset = Occasion("factorReset", ["name"])

  static let claimFiled = Occasion("claimFiled", ["organisation", "due"])
  static let claimConfirmed = Occasion("claimConfirmed", ["organisation"])
  static let claimRefused = Occasion("claimRefused", ["organisation", "reason"])
  static let disputeFiled = Occasion("disputeFiled", ["organisation", "due"])
  static let disputeRaised = Occasion("disputeRaised", ["organisation", "due"])
  static let disputeAnswered = Occasion("disputeAnswered", ["organisation"])
  static let disputeDecided = Occasion("disputeDecided", ["organisation", "decision", "reason"])
  static let disputeDismissed = Occasion("disputeDismissed", ["organisation", "reason"])
  static let disputeWithdrawn = Occasion("disputeWithdrawn", ["organisation"])
  static let joinAsked = Occasion("joinAsked", ["organisation", "person"])
  static let joinDecided = Occasion("joinDecided", ["organisation", "decision"])

  static let organisationChanged = Occasion(
    "organisationChanged", ["organisation", "what", "reason"])
  static let roleGiven = Occasion("roleGiven", ["organisation", "role"])
  static let roleChanged = Occasion("roleChanged", ["organisation", "role", "what", "reason"])
  static let roleEnded = Occasion("roleEnded", ["organisation", "role", "reason"])
}

extension AccountsRoom {
  package static let occasions: [Occasion] = [
    .invitation, .passwordReset, .mailCheck, .accountChanged, .claimFiled, .claimConfirmed,
    .claimRefused, .disputeFiled, .disputeRaised, .disputeAnswered, .disputeDecided,
    .disputeDismissed, .disputeWithdrawn, .organisationChanged, .joinAsked, .joinDecided,
    .roleGiven, .roleChanged, .roleEnded, .factorLossReported, .factorReset,
  ]
}
