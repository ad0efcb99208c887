import FuzzTargets
import Glibc
import Linux

// Fuzz: any bytes at all against one door of the portal (Tests/Fuzz/README.md).
//   Fuzz TARGET [--seconds N] [--seed N] [--export FOLDER] [FILE …]

/// A finding is kept where it can be made a test of.
func keep(_ complaint: String, _ target: FuzzTarget, _ bytes: [UInt8]) {
  Output.note("\(target.name): \(complaint)")
  try? Files.replace("finding-\(target.name)", with: bytes)
}

func usage() -> Never {
  let names = FuzzTarget.all.map(\.name).joined(separator: "|")
  Output.note("Fuzz \(names) [--seconds N] [--seed N] [--export FOLDER] [FILE …]")
  exit(64)
}

#if !FUZZER
  /// The bounded random driver; named files are tried as they are.
  @main struct Fuzz {
    static func main() throws {
      var arguments = CommandLine.arguments.dropFirst()
      guard let name = arguments.popFirst(),
        let target = FuzzTarget.all.first(where: { $0.name == name })
      else { usage() }
      var (seconds, seed, files) = (60, 1, [String]())
      while let argument = arguments.popFirst() {
        switch argument {
        case "--seconds": seconds = arguments.popFirst().flatMap(Int.init) ?? seconds
        case "--seed": seed = arguments.popFirst().flatMap(Int.init) ?? seed
        case "--export":
          guard let folder = arguments.popFirst() else { usage() }
          return try export(target, to: folder)
        default: files.append(argument)
        }
      }
      var count = 0
      if files.isEmpty {
        var mutation = Mutation(target, seed: UInt64(seed))
        let end = Clock.monotonic + Int64(seconds) * 1_000_000_000
        while count % 1000 > 0 || Clock.monotonic < end {
          try attempt(mutation.next(), target)
          count += 1
        }
      }
      for file in files {
        try attempt(try Files.read(file), target)
        count += 1
      }
      Output.note("\(target.name): \(count) inputs, no complaint")
    }

    /// For libFuzzer: the seeds as files, the words as its dictionary.
    private static func export(_ target: FuzzTarget, to folder: String) throws {
      try Files.makeFolder("\(folder)/seeds")
      for (index, seed) in target.seeds.enumerated() {
        try Files.replace("\(folder)/seeds/\(index)", with: Array(seed.utf8))
      }
      let lines = target.words.map { word in
        let hex = word.utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return "\"\(hex.joined())\"\n"
      }
      try Files.replace("\(folder)/words", with: Array(lines.joined().utf8))
    }

    private static func attempt(_ bytes: [UInt8], _ target: FuzzTarget) throws {
      guard let complaint = target.complaint(bytes) else { return }
      keep(complaint, target, bytes)
      exit(1)
    }
  }
#endif
