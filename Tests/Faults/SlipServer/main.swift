import Glibc
import HTTP
import Journal
import Linux
import Portal
import Routing
import SQLite

// SlipServer: the whole portal with one act more, to be killed, starved and cut off.
//   SlipServer serve --data DIR --listen ADDR
//   SlipServer restore FILE DIR
func usage() -> Never {
  Output.note("SlipServer serve --data DIR --listen ADDR | restore FILE DIR")
  exit(64)
}

umask(0o077)
Signals.settle()
let words = CommandLine.arguments
do {
  switch words.count > 1 ? words[1] : "" {
  case "serve" where words.count == 6 && words[2] == "--data" && words[4] == "--listen":
    guard let endpoint = Endpoint(words[5]) else { usage() }
    Signals.block()
    var options = Portal.Options(endpoint: endpoint)
    options.logs = false
    options.additions.migrations = [Slips.migration]
    options.additions.routes = { store, _ in
      [.act(KeepSlip(store: store)), .view(ReadSlip(store: store))]
    }
    let portal = try Portal.open(DataFolder.claim(words[3], creates: true), options)
    Output.note("listening on \(portal.endpoint)")
    Signals.wait()
    exit(portal.stop() ? 0 : 74)
  case "restore" where words.count == 4:
    let head = try Maintenance.restore(words[2], to: words[3], migrations + [Slips.migration])
    Output.say("\(head.sequence) \(head.hex)")
  default: usage()
  }
} catch {
  Output.note("SlipServer: \(error)")
  exit(error is DatabaseError ? 74 : 71)
}
