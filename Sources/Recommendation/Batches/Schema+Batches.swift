import SQLite

extension Recommendation {
  /// How many cases a batch holds, counted when it is sent: a list of them reads none.
  static let batchesCounted = Migration(
    "batches counted", landed: 50,
    """
    DROP TRIGGER batch_stands;
    ALTER TABLE batch ADD COLUMN count INTEGER NOT NULL DEFAULT 0;
    UPDATE batch SET count = json_array_length(content, '$.items');
    CREATE TRIGGER batch_stands BEFORE UPDATE ON batch
      BEGIN SELECT RAISE(ABORT, 'what was sent stands'); END;
    """)
}
