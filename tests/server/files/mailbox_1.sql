-- A mailbox of the first version: one organisation, two envelopes, an attachment of two chunks.
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
INSERT INTO server VALUES (x'00000000000000000000000000000000');
INSERT INTO organisation VALUES (7, x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', x'6f89ffc5159026ad214e7cda12cd53e8', 1, x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 3, 1, 1400, 4);
INSERT INTO statement VALUES (7, 0, x'aa');
INSERT INTO device VALUES (x'01010101010101010101010101010101', 7, x'0202020202020202020202020202020202020202020202020202020202020202', 1);
INSERT INTO envelope VALUES (5, 7, 2, x'02', '2026-11-01', x'0202'), (6, 7, 3, x'03', '2026-11-02', x'0303');
INSERT INTO blob VALUES (9, x'03030303030303030303030303030303', 7, 2, x'0404040404040404040404040404040404040404040404040404040404040404', '2026-11-03');
INSERT INTO chunk VALUES (1, 9, 0, x'0000'), (2, 9, 1, x'0101');
