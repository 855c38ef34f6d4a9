-- Links that show the dashboard of some consumers to somebody without a key.

CREATE TABLE shares (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	name       TEXT NOT NULL,
	digest     BLOB NOT NULL UNIQUE, -- SHA-256 of its token, which only those know who have the link
	consumers  TEXT, -- a JSON array of their ids; NULL is all
	created_at INTEGER NOT NULL,
	revoked_at INTEGER -- never deleted: what is revoked must stay known as such
) STRICT;
