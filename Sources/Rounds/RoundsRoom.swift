import Policy
import Routing

/// What a round asks of enterprises, put together once.
package struct RoundsRoom: Sendable {
  let shelf: Shelf

  package init(shelf: Shelf) { self.shelf = shelf }

  package var routes: [Route] {
    [
      .view(CheckView(shelf: shelf)), .view(FormsView(shelf: shelf)),
      .view(FormView(shelf: shelf)), .view(TrialView(shelf: shelf)), .act(FormTrial(shelf: shelf)),
    ]
  }
}
