-- What people read with sqlite3, Datasette or Grafana: the tables of 2017 by their names and columns, with more
-- beside them. Times are ISO 8601 in UTC, to the millisecond; where 2017 stored what is no time, it is given back.

CREATE VIEW consumers AS
SELECT
	id,
	name,
	key,
	ip_filter,
	coalesce(
		CASE created_at WHEN 0 THEN (
			SELECT value FROM legacy_values WHERE table_name = 'consumers' AND row_id = id AND column_name = 'created_at'
		) END,
		strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch')
	) AS created_at,
	coalesce(
		CASE deleted_at WHEN 0 THEN (
			SELECT value FROM legacy_values WHERE table_name = 'consumers' AND row_id = id AND column_name = 'deleted_at'
		) END,
		strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at / 1000.0, 'unixepoch')
	) AS deleted_at
FROM consumer_records;

-- A session that nobody stopped counts as stopped at its last event once it was silent for the session timeout.
CREATE VIEW sessions AS
SELECT
	id,
	token,
	ip,
	CASE WHEN received_at IS NULL THEN coalesce(
		(SELECT value FROM legacy_values WHERE table_name = 'sessions' AND row_id = id AND column_name = 'started_at'),
		strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000.0, 'unixepoch')
	) ELSE strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000.0, 'unixepoch') END AS started_at,
	CASE WHEN received_at IS NULL AND stopped_at IS NOT NULL THEN coalesce(
		(SELECT value FROM legacy_values WHERE table_name = 'sessions' AND row_id = id AND column_name = 'stopped_at'),
		strftime('%Y-%m-%dT%H:%M:%fZ', ended_at / 1000.0, 'unixepoch')
	) ELSE strftime('%Y-%m-%dT%H:%M:%fZ', ended_at / 1000.0, 'unixepoch') END AS stopped_at,
	CASE WHEN received_at IS NULL THEN coalesce(
		consumer_id,
		(SELECT value FROM legacy_values WHERE table_name = 'sessions' AND row_id = id AND column_name = 'consumer_id')
	) ELSE consumer_id END AS consumer_id,
	clicks,
	strftime('%Y-%m-%dT%H:%M:%fZ', last_click_at / 1000.0, 'unixepoch') AS last_action,
	events,
	max(coalesce(ended_at, last_event_at, started_at) - started_at, 0) AS duration_ms,
	CASE WHEN stopped_at IS NULL AND ended_at IS NOT NULL THEN 'timeout' ELSE stop_reason END AS stop_reason,
	test,
	data,
	CASE WHEN client_id IS NOT NULL THEN
		lower(substr(hex(client_id), 1, 8) || '-' || substr(hex(client_id), 9, 4) || '-' || substr(hex(client_id), 13, 4)
			|| '-' || substr(hex(client_id), 17, 4) || '-' || substr(hex(client_id), 21))
	END AS client_id,
	strftime('%Y-%m-%dT%H:%M:%fZ', received_at / 1000.0, 'unixepoch') AS received_at
FROM (
	SELECT
		*,
		CASE
			WHEN stopped_at IS NOT NULL THEN stopped_at
			WHEN last_received_at + (SELECT value FROM settings WHERE name = 'session_timeout_ms')
				<= CAST(unixepoch('subsec') * 1000 AS INTEGER) THEN coalesce(last_event_at, started_at)
		END AS ended_at
	FROM session_records
);

CREATE VIEW events AS
SELECT
	id,
	CASE WHEN received_at IS NULL THEN coalesce(
		session_id,
		(SELECT value FROM legacy_values WHERE table_name = 'events' AND row_id = id AND column_name = 'session_id')
	) ELSE session_id END AS session_id,
	CASE WHEN received_at IS NULL THEN coalesce(
		(SELECT value FROM legacy_values WHERE table_name = 'events' AND row_id = id AND column_name = 'time'),
		strftime('%Y-%m-%dT%H:%M:%fZ', ts / 1000.0, 'unixepoch')
	) ELSE strftime('%Y-%m-%dT%H:%M:%fZ', ts / 1000.0, 'unixepoch') END AS time,
	action,
	data,
	CASE WHEN client_id IS NOT NULL THEN
		lower(substr(hex(client_id), 1, 8) || '-' || substr(hex(client_id), 9, 4) || '-' || substr(hex(client_id), 13, 4)
			|| '-' || substr(hex(client_id), 17, 4) || '-' || substr(hex(client_id), 21))
	END AS client_id,
	strftime('%Y-%m-%dT%H:%M:%fZ', received_at / 1000.0, 'unixepoch') AS received_at
FROM event_records;

-- Spans in which a page said that it was alive.
CREATE VIEW heartbeats AS
SELECT
	consumer_id,
	page,
	strftime('%Y-%m-%dT%H:%M:%fZ', first_at / 1000.0, 'unixepoch') AS first_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', last_at / 1000.0, 'unixepoch') AS last_at,
	signs
FROM heartbeat_spans;
