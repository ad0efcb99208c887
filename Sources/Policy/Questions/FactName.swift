/// What registers can tell of an enterprise. A question takes its fact by its own id, or says by `fact`
/// which one it means.
package enum FactName: String, Sendable, CaseIterable {
  case entityType, registeredInShanghai, operating, abnormalList, seriousList
  case hadDishonesty, dishonesty, dishonestyOn, dishonestyRepaired
  case hadAccident, accidents, accidentKind, accidentGrade, accidentOn
  /// Asked of the enterprise, for the register to be asked with.
  case trademarkNo
  case trademarkOwner, trademarkValidUntil
}
