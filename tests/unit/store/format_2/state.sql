CREATE TABLE segments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, managed_by TEXT NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL, removed_at INTEGER
);
CREATE UNIQUE INDEX segments_key ON segments (key) WHERE removed_at IS NULL;
CREATE TABLE versions (
    segment INTEGER NOT NULL REFERENCES segments (id), version INTEGER NOT NULL, query TEXT NOT NULL, name_en TEXT NOT NULL, name_nl TEXT NOT NULL,
    description TEXT NOT NULL, tags TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (segment, version)
) WITHOUT ROWID;
CREATE TABLE uses (
    segment INTEGER NOT NULL REFERENCES segments (id), used INTEGER NOT NULL REFERENCES segments (id), PRIMARY KEY (segment, used)
) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, details TEXT NOT NULL
);
INSERT INTO segments VALUES (1, 'delft', 'app', 1, 1600000000000000, 'ann', NULL);
INSERT INTO versions VALUES (1, 1, 'city = ''Delft''', 'Delft', 'Delft en omstreken', '', '[]', 'ann', 1600000000000000, '');
INSERT INTO audit VALUES (1, 1600000000000000, 'ann', 'segment_added', 'delft', '{}');
PRAGMA user_version = 2;
