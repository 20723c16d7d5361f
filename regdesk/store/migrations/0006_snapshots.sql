-- Snapshots of the own organisation, as the newest index names them.
CREATE TABLE pack (
    id BLOB PRIMARY KEY,
    key BLOB NOT NULL,
    open INTEGER NOT NULL, -- holds cases that are not closed: fetched first
    streams INTEGER NOT NULL,
    loaded INTEGER NOT NULL DEFAULT 0, -- its entries are here
    part BLOB NOT NULL DEFAULT x'' -- what has come of it so far
) STRICT;

-- How far each computer of the organisation has read the mailbox, in the life of the server it said it of.
CREATE TABLE device_read (
    device BLOB PRIMARY KEY,
    instance BLOB NOT NULL,
    position INTEGER NOT NULL,
    at INTEGER NOT NULL -- ms
) STRICT, WITHOUT ROWID;
