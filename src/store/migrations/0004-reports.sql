-- What the dashboard reads: packs. A pack holds, in few bytes, what the reports need to know of the sessions of one
-- consumer that began on one day (in UTC) and whose ids have the same upper bits. The rows remain the truth:
-- - A session whose `packed` is 1 is in its pack as its rows are. With any change to it, `packed` becomes 0 in the same
--   transaction; then its rows count, and what its pack says of it does not.
-- - A session that is deleted leaves a hole: what its pack says of it does not count either.
-- So whatever happens, each session counts once, as its rows are. `microticks rebuild-reports` makes all packs anew.

ALTER TABLE session_records ADD COLUMN packed INTEGER NOT NULL DEFAULT 0 CHECK (packed IN (0, 1));

CREATE INDEX session_unpacked ON session_records (id) WHERE packed = 0;

-- The texts that packs name by number.
CREATE TABLE report_terms (
	id   INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	UNIQUE (kind, text)
) STRICT;

CREATE TABLE session_packs (
	id          INTEGER PRIMARY KEY,
	consumer_id INTEGER NOT NULL, -- 0 where the session has none
	day         INTEGER NOT NULL, -- since 1970-01-01
	part        INTEGER NOT NULL, -- the ids of its sessions, divided by 4096
	revision    INTEGER NOT NULL, -- grows with each change of any pack
	sessions    BLOB NOT NULL, -- see src/reports/packs/columns.ts
	elements    BLOB NOT NULL, -- see src/reports/packs/element-tally.ts
	trails      BLOB NOT NULL, -- see src/reports/packs/trail.ts
	UNIQUE (consumer_id, day, part)
) STRICT;

CREATE INDEX session_pack_by_revision ON session_packs (revision);

CREATE TABLE touch_packs (
	id          INTEGER PRIMARY KEY,
	place       INTEGER NOT NULL REFERENCES report_terms (id),
	consumer_id INTEGER NOT NULL,
	day         INTEGER NOT NULL,
	part        INTEGER NOT NULL,
	touches     INTEGER NOT NULL,
	misses      INTEGER NOT NULL,
	bursts      INTEGER NOT NULL,
	points      BLOB NOT NULL, -- see src/reports/packs/touch-points.ts
	UNIQUE (consumer_id, day, part, place)
) STRICT;

CREATE INDEX touch_pack_by_place ON touch_packs (place, day);

CREATE TABLE pack_holes (
	session_id  INTEGER PRIMARY KEY,
	consumer_id INTEGER NOT NULL,
	day         INTEGER NOT NULL
) STRICT;

CREATE TRIGGER session_deleted AFTER DELETE ON session_records
BEGIN
	INSERT OR IGNORE INTO pack_holes (session_id, consumer_id, day)
	-- Rounded down also before 1970.
	VALUES (OLD.id, coalesce(OLD.consumer_id, 0), OLD.started_at / 86400000 - (OLD.started_at % 86400000 < 0));
END;

CREATE TRIGGER event_deleted AFTER DELETE ON event_records
BEGIN
	UPDATE session_records SET packed = 0 WHERE id = OLD.session_id AND packed = 1;
END;
