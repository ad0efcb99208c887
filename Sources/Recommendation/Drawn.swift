import Linux
import Vocabulary

extension ID {
  /// Eight random bytes of the kernel.
  static var drawnFresh: ID { ID(random: Random.number()) }
}
