-- Pictures of screens, which lie under their touch maps.

CREATE TABLE pictures (
	place       TEXT PRIMARY KEY, -- a screen in a viewport, as in report_terms: 1920x1080 home
	type        TEXT NOT NULL, -- image/png, image/jpeg or image/webp
	uploaded_at INTEGER NOT NULL,
	bytes       BLOB NOT NULL
) STRICT;
