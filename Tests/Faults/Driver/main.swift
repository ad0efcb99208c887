import Faults
import Glibc
import Linux

// Fault: the portal killed, starved and cut off, many times over (Tests/Faults/README.md).
//   Fault kills ROUNDS | cuts ROUNDS | lies ROUNDS | calls | stops | scarcity | copies ROUNDS
func usage() -> Never {
  Output.note(
    "Fault kills ROUNDS | cuts ROUNDS | lies ROUNDS | calls | stops | scarcity | copies ROUNDS")
  exit(64)
}

let words = CommandLine.arguments.dropFirst()
let rounds = words.dropFirst().first.flatMap(Int.init) ?? 10
let folder = try Files.makeTemporaryFolder("fault")
var complaints: [String] = []

switch words.first {
case "kills":
  let outcome = try Kills.run(rounds: rounds, in: folder) { outcome in
    if outcome.rounds % 20 == 0 { Output.note("\(outcome)") }
  }
  Output.say("\(outcome)")
  complaints = outcome.complaints
  // On a machine that has nothing else to do.
  if outcome.slowestStart > 2_000_000_000 {
    complaints.append("start: \(outcome.slowestStart / 1_000_000) ms")
  }
case "stops": complaints = try Stops.run(at: 1...4, in: folder)
case "calls":
  for fault in Calls.Fault.allCases {
    for outcome in try Calls.run(fault, in: folder) {
      Output.say("\(fault) \(outcome)")
      complaints += outcome.complaints
    }
  }
case "scarcity":
  complaints += try Scarcity.room(in: folder)
  complaints += try Scarcity.descriptors(in: folder)
  complaints += try Scarcity.slowDisk(in: folder)
case "copies":
  complaints += try Copies.backupUnderLoad(rounds: rounds, in: folder)
  complaints += try Copies.twice(in: folder)
case "cuts", "lies":
  let cuts = try Cuts(in: folder)
  let outcome = try cuts.run(rounds: rounds, lying: words.first == "lies") { outcome in
    if outcome.rounds % 10 == 0 { Output.note("\(outcome)") }
  }
  Output.say("\(outcome)")
  complaints = outcome.complaints
default: usage()
}
for complaint in complaints.prefix(5) { Output.note(complaint) }
Output.say("\(complaints.count) complaints")
exit(complaints.isEmpty ? 0 : 1)
