import Linux
import Policy
import Vocabulary

/// Where packages lie to be taken in. To read and check them all takes as long as their authors
/// please, so whoever asks on an event loop waits on a thread of its own.
package struct PackageFolder: Sendable {
  /// By name: a package, or what is wrong with it.
  package typealias Offers = [(name: String, offer: Result<Adoption.Offer, Flaws>)]

  let read: @Sendable () throws -> Offers
  private let pool = Pool("packages", threads: 1, waiting: 4)

  package init(read: @escaping @Sendable () throws -> Offers) { self.read = read }

  func offers() async throws -> Offers {
    do {
      return try await pool.run(read)
    } catch is Pool.Full {
      throw Refusal(.unavailable, code: "busy", "正在检查政策包，请过几秒再试。")
    }
  }
}
