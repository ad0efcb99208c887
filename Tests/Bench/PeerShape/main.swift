import Glibc
import HTTP
import Linux
import SQLite

// PeerShape: the three jobs of the peers, byte for byte, on BrandPilot's ground.
//   PeerShape --listen 127.0.0.1:18083 --db data/peer.db [--page FILE] [--log]
var endpoint = Endpoint("127.0.0.1:18083")
var database = "data/peer.db"
var page: [UInt8] = []
var logs = false

var arguments = CommandLine.arguments.dropFirst()
while let flag = arguments.popFirst() {
  if flag == "--log" {
    logs = true
    continue
  }
  guard let value = arguments.popFirst() else {
    Output.note("\(flag) wants a value")
    exit(64)
  }
  switch flag {
  case "--listen": endpoint = Endpoint(value)
  case "--db": database = value
  case "--page": page = try Files.read(value)
  default:
    Output.note("unknown \(flag)")
    exit(64)
  }
}
guard let endpoint else { exit(64) }

Signals.block()
do {
  try Brands.prepare(database)
  var options = Store.Options()
  options.readers = Server.lanes
  let store = try Store(database, migrations: [Brands.migration], options: options)
  let server = try Server(
    endpoint, responder: PeerRoutes(store: store, page: page), log: logs ? AccessLog() : nil)
  Output.note("listening on \(server.endpoint)")
  Signals.wait()
  server.stop()
  let figures = store.figures
  Output.note("\(figures.changes) changes in \(figures.commits) commits")
  store.close()
} catch {
  Output.note("PeerShape: \(error)")
  exit(71)
}
