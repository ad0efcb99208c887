import SQLite

extension Applications {
  /// Letters that are not for the enterprise: to a department, for one.
  package static let letters = Migration(
    "internal letters",
    """
    ALTER TABLE case_letter ADD COLUMN internal INTEGER NOT NULL DEFAULT 0
      CHECK (internal IN (0, 1));
    ALTER TABLE case_letter ADD COLUMN reader INTEGER REFERENCES organisation (id);
    CREATE INDEX case_letter_at ON case_letter (at);
    """)

  /// Queues in their own order and the counts above them, however many cases there are: at a million a
  /// page of a queue took a tenth of a second without, and takes a third of a millisecond.
  package static let queues = Migration(
    "queues",
    """
    CREATE INDEX application_counted ON application (stage, unit) WHERE submitted IS NOT NULL;
    CREATE INDEX application_queue_unit ON application (unit, coalesce(due, 9999999), number)
      WHERE submitted IS NOT NULL;
    CREATE INDEX application_queue ON application (coalesce(due, 9999999), number)
      WHERE submitted IS NOT NULL;
    """)

  /// The same where a stage is asked for, and for a body: desks, filters and the way to the next case.
  package static let stageQueues = Migration(
    "stage queues",
    """
    CREATE INDEX application_queue_stage
      ON application (stage, coalesce(due, 9999999), number) WHERE submitted IS NOT NULL;
    CREATE INDEX application_queue_unit_stage
      ON application (unit, stage, coalesce(due, 9999999), number) WHERE submitted IS NOT NULL;
    CREATE INDEX application_queue_body
      ON application (body, coalesce(due, 9999999), number) WHERE body IS NOT NULL;
    CREATE INDEX application_queue_body_stage
      ON application (body, stage, coalesce(due, 9999999), number) WHERE body IS NOT NULL;
    -- These are carried by the new ones.
    DROP INDEX application_counted;
    DROP INDEX application_body;
    """)

  /// What enterprises hand in on paper (001 三（一） “书面提出”), and what they say when they see it here.
  package static let paper = Migration(
    "paper applications",
    """
    ALTER TABLE application ADD COLUMN received INTEGER;
    ALTER TABLE application ADD COLUMN looked TEXT CHECK (looked IN ('confirmed', 'differs'));
    CREATE INDEX application_paper ON application (unit, stage) WHERE received IS NOT NULL;
    DROP VIEW application_row;
    CREATE VIEW application_row AS
      SELECT a.id, a.number, a.round, a.organisation, e.name, a.unit, u.name, a.kind, a.item,
        a.stage, a.came_from, a.outcome, a.edition, a.begun, a.since, a.submitted, a.due, a.body,
        a.priority, a.received, a.looked
      FROM application a JOIN organisation e ON e.id = a.organisation
      JOIN organisation u ON u.id = a.unit;
    """)

  /// Nobody's cases, one's own and those of priority, in the order of their queues: a case says itself in
  /// whose hands it is, as its matters do.
  package static let queueFilters = Migration(
    "queue filters", landed: 46,
    """
    ALTER TABLE application ADD COLUMN handler TEXT NOT NULL DEFAULT '';
    UPDATE application SET handler = coalesce((SELECT m.reference FROM matter m
      WHERE m.application = application.id AND m.kind = 'handler' AND m.closed IS NULL
      ORDER BY m.number DESC LIMIT 1), '');
    CREATE TRIGGER matter_handler_taken AFTER INSERT ON matter
      WHEN new.kind = 'handler' AND new.closed IS NULL
      BEGIN UPDATE application SET handler = new.reference WHERE id = new.application; END;
    CREATE TRIGGER matter_handler_changed AFTER UPDATE OF closed ON matter
      WHEN new.kind = 'handler'
      BEGIN UPDATE application SET handler = coalesce((SELECT m.reference FROM matter m
        WHERE m.application = new.application AND m.kind = 'handler' AND m.closed IS NULL
        ORDER BY m.number DESC LIMIT 1), '') WHERE id = new.application; END;
    CREATE INDEX application_free_unit
      ON application (unit, stage, coalesce(due, 9999999), number)
      WHERE submitted IS NOT NULL AND handler = '';
    CREATE INDEX application_free ON application (stage, coalesce(due, 9999999), number)
      WHERE submitted IS NOT NULL AND handler = '';
    CREATE INDEX application_handler ON application (handler, coalesce(due, 9999999), number)
      WHERE submitted IS NOT NULL AND handler <> '';
    CREATE INDEX application_priority_unit
      ON application (unit, coalesce(due, 9999999), number)
      WHERE submitted IS NOT NULL AND priority <> '';
    CREATE INDEX application_priority ON application (coalesce(due, 9999999), number)
      WHERE submitted IS NOT NULL AND priority <> '';
    DROP VIEW application_row;
    CREATE VIEW application_row AS
      SELECT a.id, a.number, a.round, a.organisation, e.name, a.unit, u.name, a.kind, a.item,
        a.stage, a.came_from, a.outcome, a.edition, a.begun, a.since, a.submitted, a.due, a.body,
        a.priority, a.received, a.looked, a.handler
      FROM application a JOIN organisation e ON e.id = a.organisation
      JOIN organisation u ON u.id = a.unit;
    """)

  /// A case says itself when something beside its row has changed. Drawn and not counted: what was begun
  /// and rolled back, or went another way in a copy of the database, never has the stamp of what stands.
  package static let stamps = Migration(
    "case stamps", landed: 52,
    """
    ALTER TABLE application ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
    UPDATE application SET stamp = random();
    CREATE TRIGGER application_event_stamps AFTER INSERT ON application_event
      BEGIN UPDATE application SET stamp = random() WHERE id = new.application; END;
    CREATE TRIGGER matter_begun_stamps AFTER INSERT ON matter
      BEGIN UPDATE application SET stamp = random() WHERE id = new.application; END;
    CREATE TRIGGER matter_changed_stamps AFTER UPDATE ON matter
      BEGIN UPDATE application SET stamp = random() WHERE id = new.application; END;
    CREATE TRIGGER matter_gone_stamps AFTER DELETE ON matter
      BEGIN UPDATE application SET stamp = random() WHERE id = old.application; END;
    CREATE TRIGGER deadline_gone_stamps AFTER DELETE ON deadline
      BEGIN UPDATE application SET stamp = random() WHERE id = old.application; END;
    CREATE TRIGGER deadline_begun_stamps AFTER INSERT ON deadline
      BEGIN UPDATE application SET stamp = random() WHERE id = new.application; END;
    CREATE TRIGGER deadline_changed_stamps AFTER UPDATE ON deadline
      BEGIN UPDATE application SET stamp = random() WHERE id = new.application; END;
    DROP VIEW application_row;
    CREATE VIEW application_row AS
      SELECT a.id, a.number, a.round, a.organisation, e.name, a.unit, u.name, a.kind, a.item,
        a.stage, a.came_from, a.outcome, a.edition, a.begun, a.since, a.submitted, a.due, a.body,
        a.priority, a.received, a.looked, a.stamp, a.handler
      FROM application a JOIN organisation e ON e.id = a.organisation
      JOIN organisation u ON u.id = a.unit;
    """)

  /// What has yet to be put into the search, the oldest first: what is older than the search of cases, and
  /// what was given another name, or was looked over by its enterprise.
  package static let unindexed = Migration(
    "cases found", landed: 56,
    """
    CREATE TABLE application_unindexed (
      place INTEGER PRIMARY KEY, application INTEGER NOT NULL UNIQUE
    ) STRICT;
    INSERT INTO application_unindexed (application) SELECT id FROM application ORDER BY begun;
    CREATE TRIGGER application_named AFTER UPDATE OF item, looked ON application
      BEGIN INSERT OR IGNORE INTO application_unindexed (application) VALUES (new.id); END;
    CREATE TRIGGER organisation_named AFTER UPDATE OF name ON organisation
      WHEN new.name <> old.name
      BEGIN INSERT OR IGNORE INTO application_unindexed (application)
        SELECT id FROM application WHERE organisation = new.id; END;
    """)

  /// What is heard anew is found among all that lies beside cases.
  package static let heard = Migration(
    "cases heard anew", landed: 58,
    """
    CREATE INDEX matter_heard ON matter (application) WHERE kind IS 'reconsideration';
    """)

  /// What stood where nothing of its own runs before the round's days were its own.
  package static let roundDays = Migration(
    "days of rounds", landed: 57,
    """
    INSERT INTO deadline (id, application, figure, start, days, due, provisional)
    SELECT random() & 0x1FFFFFFFFFFFFFFF, id, figure, (since + 8 * 3600000) / 86400000, 0, day, 0
    FROM (
      SELECT a.id, a.since,
        CASE a.stage WHEN 'recommended' THEN 'recommend' WHEN 'reviewing' THEN 'review'
          WHEN 'reviewed' THEN 'publish' ELSE 'screen' END AS figure,
        CASE a.stage WHEN 'recommended' THEN r.recommend_by WHEN 'reviewing' THEN r.review_by
          WHEN 'reviewed' THEN r.publish_by ELSE r.screen_by END AS day
      FROM application a JOIN round r ON r.id = a.round
      WHERE a.due IS NULL
        AND a.stage IN ('recommended', 'cultivating', 'screening', 'reviewing', 'reviewed'))
    WHERE day IS NOT NULL;
    UPDATE application SET due = (SELECT d.due FROM deadline d
        WHERE d.application = application.id AND d.closed IS NULL)
      WHERE due IS NULL
        AND stage IN ('recommended', 'cultivating', 'screening', 'reviewing', 'reviewed');
    """)

  /// The same for what an enterprise stands on at a gate: what it is called, what it has answered, and what
  /// registers say, of whomever: data come in by the day, and a mark may stand among anybody's records.
  package static let knownStamps = Migration(
    "known stamps", landed: 53,
    """
    ALTER TABLE organisation ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
    UPDATE organisation SET stamp = random();
    CREATE TRIGGER organisation_stamps AFTER UPDATE OF name, district, credit_code, status
      ON organisation
      BEGIN UPDATE organisation SET stamp = random() WHERE id = new.id; END;
    CREATE TRIGGER declaration_stamps AFTER INSERT ON declaration
      BEGIN UPDATE organisation SET stamp = random() WHERE id = new.organisation; END;
    CREATE TRIGGER declaration_changed_stamps AFTER UPDATE ON declaration
      BEGIN UPDATE organisation SET stamp = random() WHERE id = new.organisation; END;
    CREATE TRIGGER declaration_gone_stamps AFTER DELETE ON declaration
      BEGIN UPDATE organisation SET stamp = random() WHERE id = old.organisation; END;
    CREATE TABLE registry_state (stamp INTEGER NOT NULL) STRICT;
    INSERT INTO registry_state VALUES (random());
    CREATE TRIGGER registry_record_begun_stamps AFTER INSERT ON registry_record
      BEGIN UPDATE registry_state SET stamp = random(); END;
    CREATE TRIGGER registry_record_changed_stamps AFTER UPDATE ON registry_record
      BEGIN UPDATE registry_state SET stamp = random(); END;
    CREATE TRIGGER registry_record_gone_stamps AFTER DELETE ON registry_record
      BEGIN UPDATE registry_state SET stamp = random(); END;
    DROP VIEW application_row;
    CREATE VIEW application_row AS
      SELECT a.id, a.number, a.round, a.organisation, e.name, a.unit, u.name, a.kind, a.item,
        a.stage, a.came_from, a.outcome, a.edition, a.begun, a.since, a.submitted, a.due, a.body,
        a.priority, a.received, a.looked, a.stamp, e.stamp AS enterprise_stamp,
        (SELECT stamp FROM registry_state) AS registry_stamp, a.handler
      FROM application a JOIN organisation e ON e.id = a.organisation
      JOIN organisation u ON u.id = a.unit;
    """)

  /// Filters of the queue that somebody has named.
  package static let filters = Migration(
    "saved filters",
    """
    CREATE TABLE saved_filter (
      id INTEGER PRIMARY KEY,
      person INTEGER NOT NULL REFERENCES person (id),
      name TEXT NOT NULL,
      query TEXT NOT NULL
    ) STRICT;
    CREATE INDEX saved_filter_person ON saved_filter (person);
    """)

  package static let cases = Migration(
    "cases",
    """
    -- One application for one product or service. Its stage is written by Cases.move alone.
    CREATE TABLE application (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      round INTEGER NOT NULL REFERENCES round (id),
      organisation INTEGER NOT NULL REFERENCES organisation (id),
      unit INTEGER NOT NULL REFERENCES organisation (id),
      kind TEXT NOT NULL CHECK (kind IN ('product', 'service')),
      item TEXT NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('draft', 'submitted', 'returned', 'accepted',
        'recommended', 'cultivating', 'screening', 'reviewing', 'reviewed', 'publicised', 'listed',
        'ended')),
      came_from TEXT,
      outcome TEXT,
      edition INTEGER NOT NULL CHECK (edition > 0),
      begun INTEGER NOT NULL,
      since INTEGER NOT NULL,
      submitted INTEGER,
      due INTEGER,
      body INTEGER REFERENCES organisation (id),
      priority TEXT NOT NULL DEFAULT '',
      CHECK ((stage = 'ended') = (outcome IS NOT NULL)),
      CHECK (outcome IS NULL OR outcome IN ('discarded', 'withdrawn', 'refused', 'lapsed',
        'notRecommended', 'failed', 'notProposed', 'removed', 'revoked', 'expired'))
    ) STRICT;
    CREATE INDEX application_enterprise ON application (organisation, begun);
    CREATE INDEX application_unit ON application (unit, stage, due);
    CREATE INDEX application_round ON application (round, stage, since);
    CREATE INDEX application_body ON application (body, stage) WHERE body IS NOT NULL;
    CREATE INDEX application_stage ON application (stage, due);
    CREATE VIEW application_row AS
      SELECT a.id, a.number, a.round, a.organisation, e.name, a.unit, u.name, a.kind, a.item,
        a.stage, a.came_from, a.outcome, a.edition, a.begun, a.since, a.submitted, a.due, a.body,
        a.priority
      FROM application a JOIN organisation e ON e.id = a.organisation
      JOIN organisation u ON u.id = a.unit;

    -- What was done with it, in order; the stage follows from it.
    CREATE TABLE application_event (
      application INTEGER NOT NULL REFERENCES application (id),
      edition INTEGER NOT NULL,
      at INTEGER NOT NULL,
      act TEXT NOT NULL,
      from_stage TEXT,
      to_stage TEXT NOT NULL,
      outcome TEXT,
      person INTEGER REFERENCES person (id),
      seat INTEGER REFERENCES organisation (id),
      text TEXT NOT NULL,
      PRIMARY KEY (application, edition)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER application_event_stands BEFORE UPDATE ON application_event
      BEGIN SELECT RAISE(ABORT, 'what was done stands'); END;
    CREATE TRIGGER application_event_stays BEFORE DELETE ON application_event
      BEGIN SELECT RAISE(ABORT, 'what was done stays'); END;

    -- What stands beside the line.
    CREATE TABLE matter (
      number INTEGER PRIMARY KEY,
      id INTEGER NOT NULL UNIQUE,
      application INTEGER NOT NULL REFERENCES application (id),
      kind TEXT NOT NULL,
      reference TEXT NOT NULL,
      word TEXT NOT NULL,
      stage TEXT NOT NULL,
      opened INTEGER NOT NULL,
      opened_by INTEGER REFERENCES person (id),
      closed INTEGER,
      closed_by INTEGER REFERENCES person (id),
      outcome TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX matter_application ON matter (application, number);
    CREATE INDEX matter_open ON matter (kind, application) WHERE closed IS NULL;

    -- Whoever the row itself does not name: a department asked, an expert assigned.
    CREATE TABLE application_reader (
      application INTEGER NOT NULL REFERENCES application (id),
      reader INTEGER NOT NULL,
      since INTEGER NOT NULL,
      until INTEGER,
      PRIMARY KEY (application, reader)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX application_reader_of ON application_reader (reader) WHERE until IS NULL;

    -- Until when, counted from the package's figure; what the clock does when it has passed.
    CREATE TABLE deadline (
      id INTEGER PRIMARY KEY,
      application INTEGER NOT NULL REFERENCES application (id),
      figure TEXT NOT NULL,
      start INTEGER NOT NULL,
      days INTEGER NOT NULL,
      due INTEGER NOT NULL,
      provisional INTEGER NOT NULL,
      act TEXT,
      closed INTEGER
    ) STRICT;
    CREATE INDEX deadline_application ON deadline (application) WHERE closed IS NULL;
    CREATE INDEX deadline_due ON deadline (act, due) WHERE closed IS NULL AND act IS NOT NULL;
    CREATE INDEX deadline_provisional ON deadline (id) WHERE closed IS NULL AND provisional = 1;

    -- Letters, as they were sent.
    CREATE TABLE case_letter (
      number INTEGER PRIMARY KEY,
      id INTEGER NOT NULL UNIQUE,
      application INTEGER NOT NULL REFERENCES application (id),
      occasion TEXT NOT NULL,
      title TEXT NOT NULL,
      recipient TEXT NOT NULL,
      paragraphs TEXT NOT NULL,
      label TEXT NOT NULL,
      unit TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX case_letter_application ON case_letter (application, number);
    CREATE TRIGGER case_letter_stands BEFORE UPDATE ON case_letter
      BEGIN SELECT RAISE(ABORT, 'a letter stands as it was sent'); END;
    """)
}
