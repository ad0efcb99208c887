import SQLite
import Vocabulary

package enum Cultivation {
  /// What the stations do for enterprises.
  static let clause = "001 三（三）第二分句"

  package static let migration = Migration(
    "cultivation",
    """
    -- What a workstation offers. How far it is follows from the hours and the sign-ups.
    CREATE TABLE activity (
      id INTEGER PRIMARY KEY,
      station INTEGER NOT NULL REFERENCES organisation (id),
      title TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('publicity', 'training', 'coaching', 'exchange',
        'incubation', 'support')),
      topic TEXT NOT NULL,
      place TEXT NOT NULL,
      starts INTEGER NOT NULL,
      ends INTEGER NOT NULL CHECK (ends > starts),
      deadline INTEGER NOT NULL CHECK (deadline <= starts),
      capacity INTEGER NOT NULL CHECK (capacity >= 1),
      edition INTEGER NOT NULL CHECK (edition > 0),
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      cancelled INTEGER,
      reason TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX activity_station ON activity (station, starts);
    CREATE TRIGGER activity_stays BEFORE DELETE ON activity
      BEGIN SELECT RAISE(ABORT, 'an activity stays'); END;

    -- Who comes, from which enterprise: seen by the station and by that enterprise. A withdrawal
    -- keeps that there was one, and nothing of whom.
    CREATE TABLE activity_signup (
      id INTEGER PRIMARY KEY,
      activity INTEGER NOT NULL REFERENCES activity (id),
      enterprise INTEGER NOT NULL REFERENCES organisation (id),
      name TEXT NOT NULL,
      position TEXT NOT NULL,
      phone TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person (id),
      withdrawn INTEGER,
      attended INTEGER,
      attended_by INTEGER REFERENCES person (id),
      CHECK (withdrawn IS NULL OR attended IS NULL AND name = '' AND position = '' AND phone = ''),
      CHECK ((attended IS NULL) = (attended_by IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX activity_signup_once ON activity_signup (activity, enterprise, name)
      WHERE withdrawn IS NULL;
    CREATE INDEX activity_signup_enterprise ON activity_signup (enterprise, attended);
    CREATE TRIGGER activity_signup_attended BEFORE UPDATE OF attended ON activity_signup
      WHEN OLD.attended IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'who came, came'); END;

    CREATE VIEW activity_row AS
      SELECT a.id, a.station, s.name, u.name, a.title, a.kind, a.topic, a.place, a.starts, a.ends,
        a.deadline, a.capacity, a.edition, a.cancelled, a.reason,
        (SELECT count(*) FROM activity_signup p
          WHERE p.activity = a.id AND p.withdrawn IS NULL) AS taken,
        (SELECT count(*) FROM activity_signup p
          WHERE p.activity = a.id AND p.attended IS NOT NULL) AS attended
      FROM activity a JOIN organisation s ON s.id = a.station
      LEFT JOIN organisation u ON u.id = s.district;
    """)
}

extension Owner {
  package enum Activity {}
  package enum SignUp {}
}

package typealias ActivityID = ID<Owner.Activity>
package typealias SignUpID = ID<Owner.SignUp>
