// swift-tools-version: 6.2
import PackageDescription

// The manifest is the diagram: each line names a room and the rooms it may look into.
// Arrows run downwards only; Tests/ArchitectureTests holds every import to these lines.
let package = Package(
  name: "BrandPilot",
  products: [.executable(name: "brandpilot", targets: ["brandpilot"])],
  targets: [
    // What Debian ships: kernel and libc calls missing from Glibc's overlay, and SQLite.
    system("CLinux"),
    system("CSQLite"),

    // The ground: knows nothing of brands.
    module("Linux", needs: ["CLinux"]),
    module("Digest"),
    module("JSON"),
    module("SQLite", needs: ["CSQLite", "Linux"]),
    module("HTTP", needs: ["CLinux", "Digest", "Linux"]),
    module("HTML"),
    module("Tables"),
    module("PDF"),

    // The programme.
    module("Vocabulary", needs: ["JSON"]),
    module("Journal", needs: ["Digest", "JSON", "Linux", "SQLite", "Vocabulary"]),
    module(
      "Routing", needs: ["Digest", "HTML", "HTTP", "JSON", "Linux", "Vocabulary"]),
    module(
      "Design", needs: ["Digest", "HTML", "HTTP", "JSON", "Linux", "PDF", "Routing", "Vocabulary"],
      resources: [.embedInCode("Assets/style.css"), .embedInCode("Assets/portal.js")]),
    module("Policy", needs: ["Digest", "JSON", "Vocabulary"]),
    module("Tools", needs: ["Design", "HTML", "JSON", "Policy", "Routing", "Vocabulary"]),
    module(
      "Messages", needs: ["Digest", "HTML", "JSON", "Linux", "SQLite", "Vocabulary"]),
    module(
      "Acts",
      needs: [
        "Digest", "HTML", "JSON", "Journal", "Messages", "Routing", "SQLite", "Vocabulary",
      ]),
    module(
      "Desk",
      needs: [
        "Acts", "Design", "HTML", "JSON", "Journal", "Messages", "Routing", "SQLite", "Vocabulary",
      ]),
    module(
      "Accounts",
      needs: [
        "Acts", "Design", "Desk", "Digest", "HTML", "HTTP", "JSON", "Journal", "Linux", "Messages",
        "Routing", "SQLite", "Tables", "Vocabulary",
      ]),
    module(
      "Oversight",
      needs: [
        "Accounts", "Acts", "Design", "Desk", "Digest", "HTML", "HTTP", "JSON", "Journal", "Linux",
        "Routing", "SQLite", "Vocabulary",
      ]),

    module(
      "Rounds",
      needs: [
        "Acts", "Design", "Desk", "HTML", "JSON", "Linux", "Policy", "Routing", "SQLite",
        "Vocabulary",
      ]),

    module(
      "Asking",
      needs: [
        "Design", "Desk", "HTML", "HTTP", "JSON", "PDF", "Policy", "Rounds", "Routing", "Tables",
        "Vocabulary",
      ]),

    module(
      "Registry",
      needs: [
        "Accounts", "Acts", "Design", "Desk", "Digest", "HTML", "JSON", "Journal", "Linux",
        "Messages", "Policy", "Rounds", "Routing", "SQLite", "Tables", "Vocabulary",
      ]),

    module(
      "Applications",
      needs: [
        "Accounts", "Acts", "Asking", "Design", "Desk", "Digest", "HTML", "HTTP", "Journal", "JSON",
        "Linux", "Messages", "PDF", "Policy", "Registry", "Rounds", "Routing", "SQLite", "Tables",
        "Vocabulary",
      ]),

    module(
      "Recommendation",
      needs: [
        "Accounts", "Acts", "Applications", "Asking", "Design", "Desk", "Digest", "HTML", "HTTP",
        "JSON", "Linux", "Messages", "PDF", "Policy", "Rounds", "Routing", "SQLite", "Tables",
        "Vocabulary",
      ]),

    module(
      "Cultivation",
      needs: [
        "Accounts", "Acts", "Applications", "Design", "Desk", "HTML", "JSON", "Linux", "Messages",
        "Recommendation", "Routing", "SQLite", "Vocabulary",
      ]),

    module(
      "Review",
      needs: [
        "Accounts", "Acts", "Applications", "Asking", "Cultivation", "Design", "Desk", "Digest",
        "HTML", "JSON", "Linux", "Messages", "Policy", "Recommendation", "Rounds", "Routing",
        "SQLite", "Vocabulary",
      ]),

    module(
      "Publication",
      needs: [
        "Accounts", "Acts", "Applications", "Asking", "Design", "Desk", "Digest", "HTML", "HTTP",
        "Journal", "JSON", "Linux", "Messages", "PDF", "Policy", "Rounds", "Routing", "SQLite",
        "Tables", "Vocabulary",
      ]),

    module(
      "Demo", needs: ["Accounts", "Digest", "HTTP", "JSON", "Vocabulary"]),

    // The whole.
    module(
      "Portal",
      needs: [
        "Accounts", "Acts", "Applications", "Asking", "Cultivation", "Demo", "Design", "Desk",
        "Digest", "HTML", "HTTP", "Journal", "JSON", "Linux", "Messages", "Oversight", "Policy",
        "Publication", "Recommendation", "Registry", "Review", "Rounds", "Routing", "SQLite",
        "Tools", "Vocabulary",
      ]),
    program(
      "brandpilot", at: "Sources/brandpilot",
      needs: [
        "Accounts", "HTML", "HTTP", "JSON", "Journal", "Linux", "Messages", "Policy", "Portal",
        "Registry", "Rounds", "Routing", "SQLite", "Vocabulary",
      ]),

    // Beside the product: the same ground under strangers' jobs (Tests/Bench/README.md).
    program(
      "EchoServer", at: "Tests/Bench/EchoServer", needs: ["Digest", "HTTP", "JSON", "Linux"]),
    program(
      "PeerShape", at: "Tests/Bench/PeerShape", needs: ["HTTP", "JSON", "Linux", "SQLite"]),

    // Any bytes at all against the doors (Tests/Fuzz/README.md).
    module(
      "FuzzTargets", at: "Tests/Fuzz/Targets", needs: ["HTML", "HTTP", "JSON", "SQLite"]),
    program("Fuzz", at: "Tests/Fuzz/Driver", needs: ["FuzzTargets", "Linux"]),

    // The portal with one act more, to be killed, starved and cut off (Tests/Faults/README.md).
    program(
      "SlipServer", at: "Tests/Faults/SlipServer",
      needs: [
        "HTML", "HTTP", "JSON", "Journal", "Linux", "Portal", "Routing", "SQLite", "Vocabulary",
      ]),

    module("TestTraits", at: "Tests/TestTraits"),
    module("TestSupport", at: "Tests/TestSupport", needs: ["HTTP", "JSON", "Linux"]),
    module(
      "Faults", at: "Tests/Faults/Harness", needs: ["HTTP", "JSON", "Linux", "TestSupport"]),
    program("Fault", at: "Tests/Faults/Driver", needs: ["Faults", "Linux"]),

    // Tests, one target per room; WebDriver and TestSupport serve several.
    tests("LinuxTests", of: ["Linux", "TestSupport"]),
    tests("DigestTests", of: ["Digest"]),
    tests("JSONTests", of: ["JSON"]),
    tests("SQLiteTests", of: ["Linux", "SQLite"]),
    tests(
      "HTTPTests",
      of: ["Digest", "EchoServer", "HTTP", "JSON", "Linux", "TestSupport", "TestTraits"]),
    tests("FaultTests", of: ["Faults", "SlipServer", "TestSupport", "TestTraits", "brandpilot"]),
    tests("FuzzTests", of: ["FuzzTargets"]),
    tests("HTMLTests", of: ["HTML", "TestSupport"]),
    tests("TablesTests", of: ["Tables"]),
    tests("PDFTests", of: ["PDF", "Linux", "TestSupport"]),
    tests("VocabularyTests", of: ["JSON", "TestSupport", "Vocabulary"]),
    tests("JournalTests", of: ["JSON", "Journal", "Linux", "SQLite", "Vocabulary"]),
    tests("RoutingTests", of: ["HTML", "HTTP", "JSON", "Routing", "Vocabulary"]),
    tests("PolicyTests", of: ["JSON", "Policy", "TestSupport", "Vocabulary"]),
    tests("AccountsTests", of: ["Accounts", "Linux", "Vocabulary"]),
    tests("DesignTests", of: ["Design", "HTML", "Routing"]),
    tests(
      "PortalTests",
      of: [
        "Accounts", "Applications", "Design", "Desk", "Digest", "HTML", "HTTP", "JSON", "Journal",
        "Linux", "Messages",
        "Portal", "Publication", "Registry", "Review", "Rounds", "Routing", "SQLite", "TestSupport",
        "Vocabulary",
      ]),
    tests(
      "JourneyTests",
      of: ["brandpilot", "HTTP", "JSON", "Linux", "SQLite", "TestSupport", "TestTraits"]),
    tests(
      "BrowserTests",
      of: ["brandpilot", "Digest", "HTTP", "JSON", "Linux", "TestSupport", "TestTraits"]),
    tests("ArchitectureTests", of: ["TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

extension [SwiftSetting] {
  /// The habits every room keeps: truthful imports, no silent unsafety, no warning left standing.
  static var strict: Self {
    [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .strictMemorySafety(),
      .treatAllWarnings(as: .error),
    ]
  }

  /// Rooms are optimised in debug builds too, for the tests: it takes no longer to build them so, and
  /// unoptimised they took most of a test run.
  static var optimised: Self { [.unsafeFlags(["-O"], .when(configuration: .debug))] }
}

func system(_ name: String) -> Target {
  .systemLibrary(name: name, path: "Sources/\(name)")
}

func module(
  _ name: String, at path: String? = nil, needs: [String] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: needs.map { .init(stringLiteral: $0) },
    path: path ?? "Sources/\(name)", resources: resources,
    swiftSettings: .strict + .optimised)
}

func program(_ name: String, at path: String, needs: [String]) -> Target {
  .executableTarget(
    name: name, dependencies: needs.map { .init(stringLiteral: $0) }, path: path,
    swiftSettings: .strict)
}

func tests(_ name: String, of rooms: [String]) -> Target {
  .testTarget(
    name: name, dependencies: rooms.map { .init(stringLiteral: $0) }, path: "Tests/\(name)",
    resources: [], swiftSettings: .strict)
}
