CREATE TABLE segments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, managed_by TEXT NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL, removed_at INTEGER
);
CREATE UNIQUE INDEX segments_key ON segments (key) WHERE removed_at IS NULL;
CREATE TABLE versions (
    segment INTEGER NOT NULL REFERENCES segments (id), version INTEGER NOT NULL, query TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
    tags TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (segment, version)
) WITHOUT ROWID;
CREATE TABLE uses (
    segment INTEGER NOT NULL REFERENCES segments (id), used INTEGER NOT NULL REFERENCES segments (id), PRIMARY KEY (segment, used)
) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, details TEXT NOT NULL
);
INSERT INTO segments VALUES (1, 'delft', 'app', 2, 1600000000000000, 'ann', NULL);
INSERT INTO segments VALUES (2, 'gone', 'app', 1, 1600000000000000, 'ann', 1600000009000000);
INSERT INTO segments VALUES (5, 'loyal', 'files', 1, 1600000001000000, 'bob', NULL);
INSERT INTO versions VALUES (1, 1, 'city = ''Delft''', 'Delft', '', '[]', 'ann', 1600000000000000, '');
INSERT INTO versions VALUES (1, 2, 'city CONTAINS ''delft''', 'Around Delft', 'and near', '["geo"]', 'bob', 1600000002000000, 'wider');
INSERT INTO versions VALUES (2, 1, 'city = ''Gouda''', 'Gouda', '', '[]', 'ann', 1600000000000000, '');
INSERT INTO versions VALUES (5, 1, 'IN SEGMENT ''delft'' AND number_of_orders > 2', 'Loyal', '', '[]', 'bob', 1600000001000000, '');
INSERT INTO uses VALUES (5, 1);
INSERT INTO audit VALUES (1, 1600000000000000, 'ann', 'segment_added', 'delft', '{}');
PRAGMA user_version = 1;
