import Glibc
import HTTP
import Linux

// EchoServer: the server code of BrandPilot behind the few routes that raw HTTP cases need.
//   EchoServer --listen 127.0.0.1:8080 [--host NAME] [--log] [--folder DIR] [--file FILE]
//     [--limit-NAME VALUE …]
var endpoint = Endpoint("127.0.0.1:8080")
var host = "h"
var logs = false
var folder = "/tmp"
var file: String?
var limits = Limits()
limits.body = 32 << 20

var arguments = CommandLine.arguments.dropFirst()
func usage(_ problem: String) -> Never {
  Output.note("EchoServer: \(problem)")
  Output.note("EchoServer --listen ADDRESS [--host NAME] [--log] [--folder DIR] [--file FILE]")
  for flag in Limits.flags { Output.note("  --limit-\(flag.name): \(flag.meaning)") }
  exit(64)
}
while let flag = arguments.popFirst() {
  if flag == "--log" {
    logs = true
    continue
  }
  guard let value = arguments.popFirst() else { usage("\(flag) wants a value") }
  switch flag {
  case "--listen": endpoint = Endpoint(value)
  case "--host": host = value
  case "--folder": folder = value
  case "--file": file = value
  case _ where flag.hasPrefix("--limit-"):
    guard limits.set(String(flag.dropFirst(8)), to: value) else { usage("\(flag) \(value)") }
  default: usage("unknown \(flag)")
  }
}
guard let endpoint else { usage("--listen wants HOST:PORT or unix:PATH") }

Signals.block()
var uploads = UploadRules(folder: folder)
uploads.request = limits.body
var standing = ResponseFields()
standing.add("X-Content-Type-Options", "nosniff")
do {
  let server = try Server(
    endpoint, responder: EchoRoutes(host: host, limits: limits, uploads: uploads, file: file),
    limits: limits,
    standing: standing, log: logs ? AccessLog() : nil)
  Output.note("listening on \(server.endpoint)")
  Signals.wait()
  server.stop()
} catch {
  Output.note("EchoServer: \(error)")
  exit(71)
}
