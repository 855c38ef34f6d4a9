-- Takes the tables of a 2017 file over, row by row, with their ids, and drops them. Where there are none, they
-- are made here, empty, so that this file is the same for every database.
--
-- 2017 stored times as whatever text came. What is ISO 8601 or epoch milliseconds becomes an integer; any other
-- value is kept in legacy_values, and the row gets the best time that is known: its session's start, or its
-- first event's, else 0. A session or consumer that is not there becomes NULL, and is kept likewise.

CREATE TABLE IF NOT EXISTS consumers (id INTEGER PRIMARY KEY, name, key, ip_filter, created_at, deleted_at);
CREATE TABLE IF NOT EXISTS sessions (id INTEGER PRIMARY KEY, token, ip, started_at, stopped_at, consumer_id);
CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, session_id, time, action, data);

-- Every text that stood for a time and is one, with the instant that it means: what parseInstant() of model/time.ts
-- takes, a test holds the two to each other. SQLite's own functions would round parts of a millisecond up, roll
-- 31 February over, and refuse an offset of 15 hours.
CREATE TEMP TABLE legacy_times (text TEXT PRIMARY KEY, instant INTEGER NOT NULL) WITHOUT ROWID;

INSERT INTO legacy_times (text, instant)
WITH
	-- A text of one byte a character is ASCII, with no NUL in it that would hide the rest.
	texts (text) AS (
		SELECT time FROM events WHERE typeof(time) = 'text'
		UNION SELECT started_at FROM sessions WHERE typeof(started_at) = 'text'
		UNION SELECT stopped_at FROM sessions WHERE typeof(stopped_at) = 'text'
		UNION SELECT created_at FROM consumers WHERE typeof(created_at) = 'text'
		UNION SELECT deleted_at FROM consumers WHERE typeof(deleted_at) = 'text'
	),
	-- MATERIALIZED, for SQLite would write each of these expressions out wherever the next one names it: a tenth of
	-- the time.
	zoned AS MATERIALIZED (
		SELECT
			text,
			CASE
				WHEN text GLOB '*[Zz]' THEN 1
				WHEN length(text) <= 10 THEN 0
				WHEN text GLOB '*[-+][0-9][0-9]:[0-9][0-9]' THEN 6
				WHEN text GLOB '*[-+][0-9][0-9][0-9][0-9]' THEN 5
				WHEN text GLOB '*[-+][0-9][0-9]' THEN 3
				ELSE 0
			END AS zone_length
		FROM texts
		WHERE length(CAST(text AS BLOB)) = length(text)
	),
	timed AS MATERIALIZED (
		SELECT
			text,
			replace(substr(text, length(text) - zone_length + 1), ':', '') AS zone,
			replace(substr(text, 1, length(text) - zone_length), ',', '.') AS local
		FROM zoned
	),
	parts AS MATERIALIZED (
		SELECT
			text,
			zone,
			CASE WHEN instr(local, '.') > 0 THEN substr(local, 1, instr(local, '.') - 1) ELSE local END AS local,
			CASE WHEN instr(local, '.') > 0 THEN substr(local, instr(local, '.') + 1) END AS fraction
		FROM timed
	),
	iso AS (
		SELECT
			text,
			unixepoch(substr(local, 1, 10)) * 1000
				+ (substr(local, 12, 2) * 60 + substr(local, 15, 2)) * 60000
				+ substr(local, 18, 2) * 1000
				+ substr(coalesce(fraction, '') || '000', 1, 3)
				- (substr(zone, 2, 2) * 60 + substr(zone, 4, 2)) * iif(zone GLOB '-*', -60000, 60000) AS instant
		FROM parts
		WHERE (
				(local GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND zone = '' AND fraction IS NULL)
				OR (local GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][Tt ][0-9][0-9]:[0-9][0-9]' AND fraction IS NULL)
				OR local GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][Tt ][0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
			)
			AND (fraction IS NULL OR (fraction <> '' AND fraction NOT GLOB '*[^0-9]*'))
			AND date(substr(local, 1, 10), '+0 days') = substr(local, 1, 10)
			AND (
				substr(local, 12, 2) <= '23'
				OR (substr(local, 12) IN ('24:00', '24:00:00') AND substr(coalesce(fraction, '') || '000', 1, 3) = '000')
			)
			AND substr(local, 15, 2) <= '59'
			AND substr(local, 18, 2) <= '59'
			AND substr(zone, 2, 2) <= '23'
			AND substr(zone, 4, 2) <= '59'
	),
	-- Digits alone are milliseconds since 1970; a point may follow, and what is behind it is cut off, downwards.
	epoch AS (
		SELECT
			text,
			CAST(CAST(text AS REAL) AS INTEGER)
				- (CAST(text AS REAL) < CAST(CAST(text AS REAL) AS INTEGER)) AS instant
		FROM parts
		WHERE zone = ''
			AND length(iif(local GLOB '-*', substr(local, 2), local)) BETWEEN 1 AND 15
			AND iif(local GLOB '-*', substr(local, 2), local) NOT GLOB '*[^0-9]*'
			AND instr(text, ',') = 0
			AND (fraction IS NULL OR (fraction <> '' AND fraction NOT GLOB '*[^0-9]*'))
	)
SELECT text, instant
FROM (SELECT * FROM iso UNION ALL SELECT * FROM epoch)
WHERE instant BETWEEN -62167219200000 AND 253402300799999;

INSERT INTO legacy_values (table_name, row_id, column_name, value)
SELECT 'events', id, 'time', time FROM events
WHERE (SELECT instant FROM legacy_times WHERE text = time) IS NULL AND time IS NOT NULL
UNION ALL
SELECT 'events', id, 'session_id', session_id FROM events
WHERE session_id IS NOT NULL AND session_id NOT IN (SELECT id FROM sessions)
UNION ALL
SELECT 'sessions', id, 'started_at', started_at FROM sessions
WHERE (SELECT instant FROM legacy_times WHERE text = started_at) IS NULL AND started_at IS NOT NULL
UNION ALL
SELECT 'sessions', id, 'stopped_at', stopped_at FROM sessions
WHERE (SELECT instant FROM legacy_times WHERE text = stopped_at) IS NULL AND stopped_at IS NOT NULL
UNION ALL
SELECT 'sessions', id, 'consumer_id', consumer_id FROM sessions
WHERE consumer_id IS NOT NULL AND consumer_id NOT IN (SELECT id FROM consumers)
UNION ALL
SELECT 'consumers', id, 'created_at', created_at FROM consumers
WHERE (SELECT instant FROM legacy_times WHERE text = created_at) IS NULL AND created_at IS NOT NULL
UNION ALL
SELECT 'consumers', id, 'deleted_at', deleted_at FROM consumers
WHERE (SELECT instant FROM legacy_times WHERE text = deleted_at) IS NULL AND deleted_at IS NOT NULL
UNION ALL
SELECT 'events', id, 'action', action FROM events WHERE typeof(action) = 'blob'
UNION ALL
SELECT 'events', id, 'data', data FROM events WHERE typeof(data) = 'blob'
UNION ALL
SELECT 'sessions', id, 'token', token FROM sessions WHERE typeof(token) = 'blob'
UNION ALL
SELECT 'sessions', id, 'ip', ip FROM sessions WHERE typeof(ip) = 'blob'
UNION ALL
SELECT 'consumers', id, 'name', name FROM consumers WHERE typeof(name) = 'blob'
UNION ALL
SELECT 'consumers', id, 'key', key FROM consumers WHERE typeof(key) = 'blob'
UNION ALL
SELECT 'consumers', id, 'ip_filter', ip_filter FROM consumers WHERE typeof(ip_filter) = 'blob';

-- 2017 took a consumer for retired where deleted_at was neither NULL nor empty.
INSERT INTO consumer_records (id, name, key, ip_filter, created_at, deleted_at)
SELECT
	id,
	CAST(name AS TEXT),
	CAST(key AS TEXT),
	nullif(CAST(ip_filter AS TEXT), ''),
	coalesce((SELECT instant FROM legacy_times WHERE text = created_at), 0),
	CASE WHEN deleted_at <> '' THEN coalesce((SELECT instant FROM legacy_times WHERE text = deleted_at), 0) END
FROM consumers
ORDER BY id;

CREATE TEMP TABLE legacy_activity AS
SELECT
	session_id,
	count(*) AS events,
	sum(action = 'click') AS clicks,
	min((SELECT instant FROM legacy_times WHERE text = time)) AS first_event_at,
	max((SELECT instant FROM legacy_times WHERE text = time)) AS last_event_at,
	max((SELECT instant FROM legacy_times WHERE text = time)) FILTER (WHERE action = 'click') AS last_click_at
FROM events
GROUP BY session_id;

CREATE INDEX temp.legacy_activity_by_session ON legacy_activity (session_id);

INSERT INTO session_records (
	id, consumer_id, token, ip, started_at, stopped_at, events, clicks, last_event_at, last_click_at, last_received_at
)
SELECT
	s.id,
	CASE WHEN s.consumer_id IN (SELECT id FROM consumers) THEN s.consumer_id END,
	CAST(s.token AS TEXT),
	CAST(s.ip AS TEXT),
	coalesce(started.instant, a.first_event_at, stopped.instant, 0),
	CASE WHEN s.stopped_at IS NOT NULL THEN
		coalesce(stopped.instant, a.last_event_at, started.instant, 0)
	END,
	coalesce(a.events, 0),
	coalesce(a.clicks, 0),
	a.last_event_at,
	a.last_click_at,
	coalesce(a.last_event_at, started.instant, 0)
FROM sessions AS s
LEFT JOIN legacy_activity AS a ON a.session_id = s.id
LEFT JOIN legacy_times AS started ON started.text = s.started_at
LEFT JOIN legacy_times AS stopped ON stopped.text = s.stopped_at
ORDER BY s.id;

INSERT INTO event_records (id, session_id, ts, action, data)
SELECT
	e.id,
	s.id,
	coalesce(t.instant, s.started_at, 0),
	CAST(e.action AS TEXT),
	CAST(e.data AS TEXT)
FROM events AS e
LEFT JOIN legacy_times AS t ON t.text = e.time
LEFT JOIN session_records AS s ON s.id = e.session_id
ORDER BY e.id;

-- Ids go on where 2017 left off, also where its last rows were deleted.
INSERT INTO sqlite_sequence (name, seq)
SELECT new.name, 0
FROM (SELECT 'consumer_records' AS name UNION SELECT 'session_records' UNION SELECT 'event_records') AS new
WHERE new.name NOT IN (SELECT name FROM sqlite_sequence);

UPDATE sqlite_sequence
SET seq = max(seq, coalesce((
	SELECT old.seq FROM sqlite_sequence AS old WHERE old.name = replace(sqlite_sequence.name, '_record', '')
), 0))
WHERE name IN ('consumer_records', 'session_records', 'event_records');

DROP TABLE legacy_activity;
DROP TABLE legacy_times;
DROP TABLE events;
DROP TABLE sessions;
DROP TABLE consumers;
