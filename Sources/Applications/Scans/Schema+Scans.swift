import SQLite

extension Applications {
  package static let scans = Migration(
    "scans",
    """
    -- What the virus scanner has said of each file; nothing yet of those that wait for it.
    ALTER TABLE application_file ADD COLUMN scan TEXT NOT NULL DEFAULT 'waiting'
      CHECK (scan IN ('waiting', 'clean', 'infected'));
    ALTER TABLE application_file ADD COLUMN scanned INTEGER;
    ALTER TABLE application_file ADD COLUMN signature TEXT;
    CREATE INDEX application_file_waiting ON application_file (at) WHERE scan = 'waiting';
    """)
}
