/// What a package may name without bringing it along.
package struct CodeLists: Sendable {
  /// What questions about industries may be answered with.
  let industries: Industries
  let documents: Documents

  package init(_ industries: Industries, _ documents: Documents) {
    self.industries = industries
    self.documents = documents
  }
}
