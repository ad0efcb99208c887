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

  /// A case says itself whether it went with a batch and whether anybody keeps out of it, as its matters do:
  /// every desk and every list of a unit tells how many are ready to be sent. The index says IS: with an
  /// equals sign, every statement that asks for a stage would be compiled anew at each value, lest it be
  /// this one.
  static let unsent = Migration(
    "unsent", landed: 54,
    """
    ALTER TABLE application ADD COLUMN batched INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE application ADD COLUMN recused INTEGER NOT NULL DEFAULT 0;
    UPDATE application SET
      batched = EXISTS (SELECT 1 FROM matter m
        WHERE m.application = application.id AND m.kind = 'batch'),
      recused = EXISTS (SELECT 1 FROM matter m
        WHERE m.application = application.id AND m.kind = 'recusal');
    CREATE TRIGGER matter_batched AFTER INSERT ON matter WHEN new.kind = 'batch'
      BEGIN UPDATE application SET batched = 1 WHERE id = new.application; END;
    CREATE TRIGGER matter_recused AFTER INSERT ON matter WHEN new.kind = 'recusal'
      BEGIN UPDATE application SET recused = 1 WHERE id = new.application; END;
    CREATE INDEX application_unsent ON application (unit, recused, round)
      WHERE stage IS 'recommended' AND batched = 0;
    """)

  /// Since when the first of a round waits is at the front of the index.
  static let unsentSince = Migration(
    "unsent since", landed: 55,
    """
    DROP INDEX application_unsent;
    CREATE INDEX application_unsent ON application (unit, recused, round, since)
      WHERE stage IS 'recommended' AND batched = 0;
    """)
}
