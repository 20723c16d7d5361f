-- What has to reach the other computers of this organisation, whatever way it came here.

-- Envelopes to this organisation, kept until all of its computers in use have them; pushed: the server has it.
CREATE TABLE relay (
    hash BLOB PRIMARY KEY, -- SHA-256
    author BLOB NOT NULL,
    k INTEGER NOT NULL,
    records INTEGER NOT NULL,
    pushed INTEGER NOT NULL,
    envelope BLOB NOT NULL
) STRICT;

-- Up to which batch of an author another computer of this organisation has come, as it said.
CREATE TABLE reached (
    device BLOB NOT NULL,
    author BLOB NOT NULL,
    k INTEGER NOT NULL,
    PRIMARY KEY (device, author)
) STRICT, WITHOUT ROWID;

-- Attachments that another computer of this organisation has whole, as it said; and those it was told of.
CREATE TABLE blob_at (
    blob BLOB NOT NULL,
    device BLOB NOT NULL,
    PRIMARY KEY (blob, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE blob_told (
    blob BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
