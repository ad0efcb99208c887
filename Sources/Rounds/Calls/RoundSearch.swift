import Desk
import Routing
import SQLite
import Vocabulary

extension Library {
  /// Rounds by number or by words of their title; they are everyone's to read.
  package var search: SearchMore {
    { text, words, _, visit, _ in
      self.rounds.filter { round in
        if round.number == text { return true }
        let plain = Plain.words("\(round.title) \(round.number)").joined(separator: " ")
        return !words.isEmpty && words.allSatisfy { plain.contains($0) }
      }.map { round in
        SearchHit(
          round.subject, kind: "批次", title: round.title,
          detail: "\(round.number)，\(round.phase(at: visit.now).title)", link: round.address)
      }
    }
  }
}
