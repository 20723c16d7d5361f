-- What a blind server keeps: no names, no stream, no sender of an envelope, dates instead of times.
-- postgres.sql has the same tables and columns; a test compares them.
PRAGMA user_version = 2;

CREATE TABLE server (instance BLOB NOT NULL) STRICT;

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    org BLOB NOT NULL UNIQUE,
    address BLOB NOT NULL UNIQUE,
    length INTEGER NOT NULL, -- of its roster
    head BLOB NOT NULL, -- of its roster
    last INTEGER NOT NULL DEFAULT 0, -- newest position in its mailbox
    floor INTEGER NOT NULL DEFAULT 0, -- positions up to this one were dropped
    mailbox_bytes INTEGER NOT NULL DEFAULT 0,
    blob_bytes INTEGER NOT NULL DEFAULT 0,
    snapshot_bytes INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE statement (
    organisation INTEGER NOT NULL,
    n INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (organisation, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    device BLOB PRIMARY KEY,
    organisation INTEGER NOT NULL,
    key BLOB NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE envelope (
    organisation INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    stored_on TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (organisation, position),
    UNIQUE (organisation, hash)
) STRICT;
CREATE INDEX envelope_age ON envelope (stored_on);

-- Envelopes up to a position that a compaction made unnecessary; they go for good some weeks later.
CREATE TABLE dropped (
    organisation INTEGER NOT NULL,
    upto INTEGER NOT NULL,
    dropped_on TEXT NOT NULL,
    PRIMARY KEY (organisation, upto)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_index (
    organisation INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE snapshot (
    organisation INTEGER NOT NULL,
    snapshot BLOB NOT NULL, -- its id
    size INTEGER NOT NULL,
    stored INTEGER NOT NULL, -- bytes that are here already, from the first on
    named INTEGER NOT NULL, -- whether the index names it
    kept_from TEXT NOT NULL, -- when it came, or when the index ceased to name it
    PRIMARY KEY (organisation, snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE piece (
    organisation INTEGER NOT NULL,
    snapshot BLOB NOT NULL,
    start INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (organisation, snapshot, start)
) STRICT;

CREATE TABLE wraps (
    organisation INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (organisation, epoch)
) STRICT;

CREATE TABLE blob (
    blob BLOB PRIMARY KEY,
    organisation INTEGER NOT NULL, -- whose quota it fills
    count INTEGER NOT NULL,
    delete_mark BLOB NOT NULL,
    stored_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_age ON blob (stored_on);

CREATE TABLE chunk (
    organisation INTEGER NOT NULL,
    blob BLOB NOT NULL,
    i INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (organisation, blob, i)
) STRICT;

CREATE TABLE box (
    box BLOB PRIMARY KEY,
    until INTEGER NOT NULL, -- hours since 1970
    body BLOB NOT NULL
) STRICT;
CREATE INDEX box_age ON box (until);
