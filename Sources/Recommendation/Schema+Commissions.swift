import SQLite

extension Recommendation {
  /// A commission that came to nothing, and why.
  static let commissionsRefused = Migration(
    "commissions refused", landed: 49,
    """
    CREATE TABLE commission_refused (
      commission INTEGER PRIMARY KEY REFERENCES commission (id),
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    """)
}
