-- A picture is of one kiosk's screen, or of every kiosk's that has none of its own: many show other things under one name.

CREATE TABLE kiosk_pictures (
	place       TEXT NOT NULL, -- a screen in a viewport, as in report_terms: 1920x1080 home
	consumer_id INTEGER NOT NULL, -- 0 of every kiosk
	type        TEXT NOT NULL, -- image/png, image/jpeg or image/webp
	uploaded_at INTEGER NOT NULL,
	bytes       BLOB NOT NULL,
	PRIMARY KEY (place, consumer_id)
) STRICT;

INSERT INTO kiosk_pictures (place, consumer_id, type, uploaded_at, bytes)
SELECT place, 0, type, uploaded_at, bytes FROM pictures;

DROP TABLE pictures;

ALTER TABLE kiosk_pictures RENAME TO pictures;
