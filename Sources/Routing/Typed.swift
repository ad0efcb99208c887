import Vocabulary

/// What is typed by hand before something that cannot be undone: the very name or number of what it is
/// done to.
package func requireTyped(
  _ typed: String, is wanted: String, field: String, _ message: String
) throws(Problems) {
  guard typed.utf8.elementsEqual(wanted.utf8) else {
    throw Problems([Problem(field: field, code: field, message: message)])
  }
}
