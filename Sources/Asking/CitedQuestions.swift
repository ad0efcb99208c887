import Policy

/// Which questions of a group say their clause: the first of each run that rests on the same one, and
/// none that rests on what the group itself says.
package enum CitedQuestions {
  package static func of(_ questions: [Question], in group: String? = nil) -> Set<String> {
    var cited: Set<String> = []
    var last = group
    for question in questions {
      guard let clause = question.clause else { continue }
      if clause != last { cited.insert(question.id) }
      last = clause
    }
    return cited
  }
}
