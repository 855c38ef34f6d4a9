-- The tables that hold what is stored: integers for times (milliseconds since 1970, UTC), 16 bytes for UUIDs.
-- People read the views of 0003-views.sql; nothing here clashes with the tables of a 2017 file.

CREATE TABLE consumer_records (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	name       TEXT NOT NULL UNIQUE,
	key        TEXT NOT NULL,
	ip_filter  TEXT,
	created_at INTEGER NOT NULL,
	deleted_at INTEGER
) STRICT;

CREATE INDEX consumer_by_key ON consumer_records (key);

CREATE TABLE session_records (
	id                INTEGER PRIMARY KEY AUTOINCREMENT,
	consumer_id       INTEGER REFERENCES consumer_records (id), -- NULL only from 2017, see legacy_values
	client_id         BLOB,
	token             TEXT NOT NULL,
	ip                TEXT NOT NULL,
	started_at        INTEGER NOT NULL,
	started_at_client INTEGER, -- as the client sent it, where started_at was corrected
	stopped_at        INTEGER,
	stopped_at_client INTEGER,
	stop_reason       TEXT,
	data              TEXT,
	test              INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1)),
	received_at       INTEGER, -- NULL from 2017
	-- Kept up to date with each event, in the same transaction:
	events            INTEGER NOT NULL DEFAULT 0,
	clicks            INTEGER NOT NULL DEFAULT 0,
	last_event_at     INTEGER,
	last_click_at     INTEGER,
	last_received_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX session_by_token ON session_records (token);
CREATE INDEX session_by_start ON session_records (started_at);
CREATE INDEX session_by_consumer ON session_records (consumer_id, started_at);
CREATE UNIQUE INDEX session_by_client_id ON session_records (consumer_id, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE event_records (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	session_id  INTEGER REFERENCES session_records (id), -- NULL only from 2017, see legacy_values
	client_id   BLOB,
	ts          INTEGER NOT NULL,
	ts_client   INTEGER, -- as the client sent it, where ts was corrected
	received_at INTEGER, -- NULL from 2017
	action      TEXT NOT NULL,
	data        TEXT -- NULL only from 2017
) STRICT;

-- Answers "this session's events" as well as "is this id there": one index for both.
CREATE UNIQUE INDEX event_by_session ON event_records (session_id, client_id);
CREATE INDEX event_by_time ON event_records (ts);

CREATE TABLE heartbeat_spans (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	consumer_id INTEGER NOT NULL REFERENCES consumer_records (id),
	page        TEXT NOT NULL,
	first_at    INTEGER NOT NULL,
	last_at     INTEGER NOT NULL,
	signs       INTEGER NOT NULL
) STRICT;

CREATE INDEX heartbeat_by_page ON heartbeat_spans (consumer_id, page, last_at);

-- What 2017 stored where the tables above have no place for it: the original value, cell by cell.
CREATE TABLE legacy_values (
	table_name  TEXT NOT NULL,
	row_id      INTEGER NOT NULL,
	column_name TEXT NOT NULL,
	value       ANY NOT NULL,
	PRIMARY KEY (table_name, row_id, column_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
	name  TEXT PRIMARY KEY,
	value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- The view of sessions needs it; `serve` writes its --session-timeout here.
INSERT INTO settings (name, value) VALUES ('session_timeout_ms', 1800000);
