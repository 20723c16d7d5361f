-- Who opened, searched, printed, exported, revealed: a chain, each line with a hash over the one before it.

CREATE TABLE audit (
    n INTEGER PRIMARY KEY,
    at INTEGER NOT NULL, -- ms
    author BLOB NOT NULL,
    act TEXT NOT NULL,
    stream BLOB NOT NULL, -- empty: about no case
    detail BLOB NOT NULL, -- packed list of numbers and permanent names
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_by_stream ON audit (stream);
CREATE TRIGGER audit_line_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_line_is_not_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;

-- How long each colleague's chain was and how it ended, as they last said (said_at: their clock, heard_at: ours);
-- anchor: the end before, kept until it was told back, so that a chain written anew meanwhile is noticed there.
CREATE TABLE audit_head (
    author BLOB PRIMARY KEY,
    count INTEGER NOT NULL,
    head BLOB NOT NULL,
    said_at INTEGER NOT NULL,
    heard_at INTEGER NOT NULL,
    anchor_count INTEGER NOT NULL,
    anchor BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Lines found missing or changed: of this chain where author is empty, else of the computer of that colleague.
-- whole_at: when they were last known to be as written, 0: not known; told: colleagues know of it.
CREATE TABLE audit_fault (
    author BLOB NOT NULL,
    what TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    whole_at INTEGER NOT NULL,
    noticed_at INTEGER NOT NULL,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (author, what, first, last)
) STRICT, WITHOUT ROWID;
