-- What a desk keeps. Tables named *_view are made from these again and are not migrated (store/views.py).

CREATE TABLE stream (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE entry (
    key INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES stream,
    id BLOB NOT NULL,
    section TEXT NOT NULL,
    author BLOB NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    source BLOB, -- the organisation it came from; NULL: written on this desk
    verified INTEGER NOT NULL DEFAULT 1, -- 0: its signature is still to be checked
    signed BLOB NOT NULL, -- byte for byte as it came
    UNIQUE (stream, id)
) STRICT;
CREATE INDEX entry_number ON entry (stream, section, author, n);

CREATE TRIGGER entry_stays BEFORE UPDATE OF stream, id, section, author, n, at, signed ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;

-- What came and cannot be read, or contradicts what is here.
CREATE TABLE tray (
    key INTEGER PRIMARY KEY,
    mark BLOB NOT NULL, -- hash of the bytes, so that the same thing is put aside once
    why TEXT NOT NULL, -- msgid
    alarm INTEGER NOT NULL,
    put_on TEXT NOT NULL,
    source BLOB,
    signed BLOB NOT NULL,
    UNIQUE (mark, why)
) STRICT;

-- Who is to get what. k and author name the batch it went into.
CREATE TABLE outbox (
    entry INTEGER NOT NULL REFERENCES entry,
    recipient BLOB NOT NULL,
    author BLOB,
    k INTEGER,
    acked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (entry, recipient)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting ON outbox (recipient, entry) WHERE k IS NULL;
CREATE INDEX outbox_batch ON outbox (recipient, author, k) WHERE k IS NOT NULL;

-- Batches as built: on disk before the first byte leaves, and the same ever after.
CREATE TABLE batch (
    recipient BLOB NOT NULL,
    author BLOB NOT NULL,
    k INTEGER NOT NULL,
    head BLOB NOT NULL, -- c_k
    pushed INTEGER NOT NULL DEFAULT 0,
    envelope BLOB NOT NULL,
    PRIMARY KEY (recipient, author, k)
) STRICT;
CREATE INDEX batch_unpushed ON batch (recipient) WHERE pushed = 0;

CREATE TRIGGER batch_stays BEFORE UPDATE OF recipient, author, k, head ON batch
BEGIN SELECT RAISE(ABORT, 'a built batch never changes'); END;
CREATE TRIGGER envelope_stays BEFORE UPDATE OF envelope ON batch WHEN NEW.envelope <> x'' -- arrived: let go
BEGIN SELECT RAISE(ABORT, 'a built batch never changes'); END;

-- How far the batches of other authors to this organisation were accepted.
CREATE TABLE channel (
    author BLOB PRIMARY KEY,
    k INTEGER NOT NULL,
    head BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accepted (
    author BLOB NOT NULL,
    k INTEGER NOT NULL,
    head BLOB NOT NULL,
    PRIMARY KEY (author, k)
) STRICT, WITHOUT ROWID;

-- Batches that wait for an earlier one.
CREATE TABLE held (
    author BLOB NOT NULL,
    k INTEGER NOT NULL,
    prev BLOB NOT NULL,
    head BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (author, k)
) STRICT;

CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL -- canonical msgpack
) STRICT, WITHOUT ROWID;

-- What is being typed; it leaves this desk only as entries.
CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    changed_at INTEGER NOT NULL, -- ms
    value BLOB NOT NULL -- canonical msgpack
) STRICT;

CREATE TABLE peer (
    org BLOB PRIMARY KEY,
    introduction BLOB NOT NULL DEFAULT x'',
    compared_on TEXT -- when the thirty digits were compared; NULL: not yet
) STRICT;

CREATE TABLE statement (
    org BLOB NOT NULL REFERENCES peer,
    n INTEGER NOT NULL,
    signed BLOB NOT NULL,
    PRIMARY KEY (org, n)
) STRICT, WITHOUT ROWID;

-- Attachments: sealed chunks in files beside this one.
CREATE TABLE blob (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL UNIQUE, -- of the file; random
    size INTEGER NOT NULL, -- of all sealed chunks
    chunks INTEGER NOT NULL,
    have BLOB NOT NULL, -- one bit a chunk, lowest first
    sent BLOB NOT NULL, -- one bit a chunk that the server has
    complete INTEGER NOT NULL,
    uploaded INTEGER NOT NULL DEFAULT 0,
    token BLOB NOT NULL DEFAULT x'' -- lets this desk have it deleted on the server
) STRICT;
