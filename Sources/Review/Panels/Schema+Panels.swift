import SQLite

extension Reviews {
  package static let panels = Migration(
    "panels",
    """
    -- A panel for a group of cases of one body: who could be drawn and who not is frozen with it.
    CREATE TABLE panel (
      id INTEGER PRIMARY KEY,
      body INTEGER NOT NULL REFERENCES organisation (id),
      round INTEGER NOT NULL REFERENCES round (id),
      size INTEGER NOT NULL CHECK (size > 2 AND size % 2 = 1),
      alternates INTEGER NOT NULL CHECK (alternates >= 0),
      input TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      made INTEGER NOT NULL,
      made_by INTEGER NOT NULL REFERENCES person (id),
      drawn INTEGER,
      due INTEGER,
      annulled INTEGER,
      annulled_by INTEGER REFERENCES person (id),
      annulment TEXT NOT NULL DEFAULT '',
      CHECK ((drawn IS NULL) = (due IS NULL)),
      CHECK ((annulled IS NULL) = (annulled_by IS NULL))
    ) STRICT;
    CREATE INDEX panel_body ON panel (body, made);
    CREATE TRIGGER panel_stands
      BEFORE UPDATE OF body, round, size, alternates, input, digest, made, made_by ON panel
      BEGIN SELECT RAISE(ABORT, 'what is drawn from stands'); END;
    CREATE TRIGGER panel_drawn_once BEFORE UPDATE OF drawn, due ON panel
      WHEN OLD.drawn IS NOT NULL OR OLD.annulled IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'it is drawn once'); END;
    CREATE TRIGGER panel_annulled_once BEFORE UPDATE OF annulled, annulled_by, annulment ON panel
      WHEN OLD.annulled IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'it is annulled once'); END;
    CREATE TRIGGER panel_stays BEFORE DELETE ON panel
      BEGIN SELECT RAISE(ABORT, 'a panel stays on record'); END;

    CREATE TABLE panel_case (
      panel INTEGER NOT NULL REFERENCES panel (id),
      application INTEGER NOT NULL REFERENCES application (id),
      PRIMARY KEY (panel, application)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX panel_case_of ON panel_case (application);

    -- Two sides commit to a number each before either is known.
    CREATE TABLE draw_nonce (
      panel INTEGER NOT NULL REFERENCES panel (id),
      side TEXT NOT NULL CHECK (side IN ('bureau', 'supervisor')),
      person INTEGER NOT NULL REFERENCES person (id),
      commitment BLOB NOT NULL CHECK (length(commitment) = 32),
      committed INTEGER NOT NULL,
      nonce BLOB CHECK (length(nonce) = 32),
      revealed INTEGER,
      PRIMARY KEY (panel, side),
      CHECK ((nonce IS NULL) = (revealed IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER draw_commitment_stands
      BEFORE UPDATE OF panel, side, person, commitment, committed ON draw_nonce
      BEGIN SELECT RAISE(ABORT, 'a commitment stands'); END;
    CREATE TRIGGER draw_nonce_once BEFORE UPDATE OF nonce, revealed ON draw_nonce
      WHEN OLD.nonce IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a number is revealed once'); END;

    -- In the order of the draw: first the members, then the alternates.
    CREATE TABLE panel_seat (
      panel INTEGER NOT NULL REFERENCES panel (id),
      place INTEGER NOT NULL CHECK (place > 0),
      person INTEGER NOT NULL REFERENCES person (id),
      PRIMARY KEY (panel, place)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX panel_seat_person ON panel_seat (panel, person);

    -- One expert, one case: asked, accepted, pledged, scored.
    CREATE TABLE review (
      id INTEGER PRIMARY KEY,
      panel INTEGER NOT NULL REFERENCES panel (id),
      application INTEGER NOT NULL REFERENCES application (id),
      person INTEGER NOT NULL REFERENCES person (id),
      asked INTEGER NOT NULL,
      accepted INTEGER,
      gone INTEGER,
      why TEXT NOT NULL DEFAULT '',
      pledged INTEGER,
      pledge TEXT NOT NULL DEFAULT '',
      edition INTEGER NOT NULL DEFAULT 0,
      scores TEXT NOT NULL DEFAULT '{}',
      answers TEXT NOT NULL DEFAULT '{}',
      locked INTEGER,
      total INTEGER,
      digest BLOB CHECK (length(digest) = 32),
      UNIQUE (panel, application, person),
      CHECK ((locked IS NULL) = (total IS NULL)),
      CHECK (locked IS NULL OR pledged IS NOT NULL)
    ) STRICT;
    CREATE INDEX review_person ON review (person, asked);
    CREATE INDEX review_case ON review (application, panel);
    CREATE TRIGGER review_locked
      BEFORE UPDATE OF edition, scores, answers, locked, total, digest, pledge, pledged ON review
      WHEN OLD.locked IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a locked sheet stands'); END;

    -- What the panel says (F9), and who has signed it.
    CREATE TABLE report (
      id INTEGER PRIMARY KEY,
      panel INTEGER NOT NULL REFERENCES panel (id),
      content TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id)
    ) STRICT;
    CREATE INDEX report_panel ON report (panel, at);
    CREATE TRIGGER report_stands BEFORE UPDATE ON report
      BEGIN SELECT RAISE(ABORT, 'a report stands as it was drafted'); END;
    CREATE TABLE report_signature (
      report INTEGER NOT NULL REFERENCES report (id),
      person INTEGER NOT NULL REFERENCES person (id),
      at INTEGER NOT NULL,
      PRIMARY KEY (report, person)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER report_signature_stands BEFORE UPDATE ON report_signature
      BEGIN SELECT RAISE(ABORT, 'a signature stands'); END;
    """)

  /// A round's draws are found by the round.
  static let rounds = Migration(
    "panels of a round", landed: 44,
    """
    CREATE INDEX panel_round ON panel (round, made);
    """)

  /// What was drawn before a panel's day was its cases', too.
  static let days = Migration(
    "panels' days", landed: 51,
    """
    INSERT INTO deadline (id, application, figure, start, days, due, provisional)
    SELECT random() & 0x1FFFFFFFFFFFFFFF, a.id, 'reviewDays',
      (n.drawn + 8 * 3600000) / 86400000, 1, n.due, 0
    FROM panel n JOIN panel_case c ON c.panel = n.id JOIN application a ON a.id = c.application
    WHERE n.drawn IS NOT NULL AND n.annulled IS NULL AND a.stage = 'reviewing'
      AND a.due IS NULL AND EXISTS (SELECT 1 FROM matter m
        WHERE m.application = a.id AND m.kind = 'panel' AND m.closed IS NULL);
    UPDATE application SET due = (SELECT d.due FROM deadline d
        WHERE d.application = application.id AND d.closed IS NULL)
      WHERE stage = 'reviewing' AND due IS NULL;
    """)

  /// Why a project was given what it was given; and a locked sheet that its expert takes back before
  /// anybody has read it is kept as it was locked.
  static let reasons = Migration(
    "reasons of scores", landed: 67,
    """
    ALTER TABLE review ADD COLUMN reasons TEXT NOT NULL DEFAULT '{}';
    CREATE TABLE review_reopened (
      review INTEGER NOT NULL REFERENCES review (id),
      locked INTEGER NOT NULL,
      edition INTEGER NOT NULL,
      scores TEXT NOT NULL,
      answers TEXT NOT NULL,
      reasons TEXT NOT NULL,
      total INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at INTEGER NOT NULL,
      why TEXT NOT NULL,
      PRIMARY KEY (review, locked)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER review_reopened_stands BEFORE UPDATE ON review_reopened
      BEGIN SELECT RAISE(ABORT, 'what was locked stands'); END;
    CREATE TRIGGER review_reopened_stays BEFORE DELETE ON review_reopened
      BEGIN SELECT RAISE(ABORT, 'what was locked stays on record'); END;
    DROP TRIGGER review_locked;
    CREATE TRIGGER review_locked
      BEFORE UPDATE OF edition, scores, answers, reasons, locked, total, digest, pledge, pledged
      ON review WHEN OLD.locked IS NOT NULL AND NOT (
        NEW.locked IS NULL AND NEW.total IS NULL AND NEW.digest IS NULL
        AND NEW.edition = OLD.edition AND NEW.scores = OLD.scores AND NEW.answers = OLD.answers
        AND NEW.reasons = OLD.reasons AND NEW.pledge = OLD.pledge AND NEW.pledged = OLD.pledged
        AND EXISTS (SELECT 1 FROM review_reopened o
          WHERE o.review = OLD.id AND o.locked = OLD.locked AND o.digest = OLD.digest))
      BEGIN SELECT RAISE(ABORT, 'a locked sheet stands'); END;
    """)

  /// Once for each case of a panel.
  static let secondLooks = Migration(
    "second looks", landed: 69,
    """
    CREATE TABLE second_look (
      panel INTEGER NOT NULL REFERENCES panel (id),
      application INTEGER NOT NULL REFERENCES application (id),
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      reason TEXT NOT NULL,
      PRIMARY KEY (panel, application)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER second_look_stands BEFORE UPDATE ON second_look
      BEGIN SELECT RAISE(ABORT, 'what was asked for stands'); END;
    CREATE TRIGGER second_look_stays BEFORE DELETE ON second_look
      BEGIN SELECT RAISE(ABORT, 'what was asked for stays on record'); END;
    """)
}
