-- What an exchange needs beyond the mailbox itself.

-- asked: goes although it was sent before or is not ours, because the recipient asked for it.
ALTER TABLE outbox ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;

-- left: the first byte may be out, by the line or on a stick; pushed_at: ms, when the server last took it.
ALTER TABLE batch ADD COLUMN left INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN pushed_at INTEGER NOT NULL DEFAULT 0;
UPDATE batch SET left = 1;

-- Records that were called back before they left: they go to no partner.
CREATE TABLE recalled (
    entry INTEGER PRIMARY KEY REFERENCES entry
) STRICT;

-- Numbers of this desk's batches that will not come again, told until who asked for them went on.
CREATE TABLE void (
    recipient BLOB NOT NULL,
    author BLOB NOT NULL,
    asker BLOB NOT NULL, -- the author, at the recipient's, who missed them
    k INTEGER NOT NULL,
    signed BLOB NOT NULL,
    PRIMARY KEY (recipient, author, asker)
) STRICT, WITHOUT ROWID;

-- Batches that a colleague saw and that did not come here, up to k.
CREATE TABLE withheld (
    author BLOB PRIMARY KEY,
    k INTEGER NOT NULL,
    since INTEGER NOT NULL -- ms
) STRICT, WITHOUT ROWID;

-- Streams in which numbers of entries are still to be looked through.
CREATE TABLE unchecked (
    stream INTEGER PRIMARY KEY REFERENCES stream
) STRICT;

-- Numbers of entries that are missing here: asked at (ms, 0: not yet), and named as never sent.
CREATE TABLE hole (
    stream INTEGER NOT NULL REFERENCES stream,
    section TEXT NOT NULL,
    author BLOB NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    asked_at INTEGER NOT NULL DEFAULT 0,
    named INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (stream, section, author, first)
) STRICT, WITHOUT ROWID;

-- What to tell somebody who asked for numbers that were never sent to them.
CREATE TABLE never_sent (
    recipient BLOB NOT NULL,
    stream BLOB NOT NULL,
    section TEXT NOT NULL,
    author BLOB NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (recipient, stream, section, author, first)
) STRICT, WITHOUT ROWID;

-- Who asked for everything again, and up to which stream that was done.
CREATE TABLE again (
    recipient BLOB PRIMARY KEY,
    done INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
