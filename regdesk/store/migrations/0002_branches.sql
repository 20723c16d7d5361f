-- Rosters of several branches, and how far the entries of revoked authors count.

ALTER TABLE statement RENAME TO statement_in_line;
CREATE TABLE statement (
    key INTEGER PRIMARY KEY,
    org BLOB NOT NULL REFERENCES peer,
    signed BLOB NOT NULL, -- names the statement before by hash
    UNIQUE (org, signed)
) STRICT;
INSERT INTO statement (org, signed) SELECT org, signed FROM statement_in_line ORDER BY org, n;
DROP TABLE statement_in_line;

-- When this desk learned of a revocation: the newest entry it had then.
CREATE TABLE revocation (
    hash BLOB PRIMARY KEY, -- of the statement
    author BLOB NOT NULL,
    last INTEGER NOT NULL -- entry.key; 0: none
) STRICT, WITHOUT ROWID;

-- Head files: what a revoker says counts of a revoked author, for one recipient.
CREATE TABLE head_file (
    hash BLOB PRIMARY KEY, -- stands in the revocation
    org BLOB NOT NULL,
    author BLOB NOT NULL,
    recipient BLOB NOT NULL,
    told INTEGER NOT NULL DEFAULT 0, -- 1: its recipient has it
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The head files for this organisation, by stream.
CREATE TABLE head (
    stream BLOB NOT NULL,
    author BLOB NOT NULL,
    file BLOB NOT NULL REFERENCES head_file,
    section TEXT NOT NULL,
    n INTEGER NOT NULL,
    ids BLOB NOT NULL, -- hash of the ids 1 to n
    PRIMARY KEY (stream, author, file, section)
) STRICT, WITHOUT ROWID;
