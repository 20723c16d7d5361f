-- What a blind server keeps: no names, no stream, no sender of an envelope, dates instead of times.
PRAGMA user_version = 1;

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
    blob_bytes INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE statement (
    organisation INTEGER NOT NULL REFERENCES organisation,
    n INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (organisation, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    device BLOB PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation,
    key BLOB NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE envelope (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    stored_on TEXT NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (organisation, position),
    UNIQUE (organisation, hash)
) STRICT;
CREATE INDEX envelope_age ON envelope (stored_on);

CREATE TABLE blob (
    id INTEGER PRIMARY KEY,
    blob BLOB NOT NULL UNIQUE,
    organisation INTEGER NOT NULL REFERENCES organisation,
    count INTEGER NOT NULL,
    delete_mark BLOB NOT NULL,
    stored_on TEXT NOT NULL
) STRICT;
CREATE INDEX blob_age ON blob (stored_on);

CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    blob INTEGER NOT NULL REFERENCES blob ON DELETE CASCADE,
    i INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (blob, i)
) STRICT;
