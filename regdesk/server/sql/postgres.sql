-- The tables of sqlite.sql; what grows is hash-partitioned by organisation, sealed bytes are not compressed.
CREATE TABLE server (instance bytea NOT NULL);

CREATE TABLE organisation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org bytea NOT NULL UNIQUE,
    address bytea NOT NULL UNIQUE,
    length bigint NOT NULL,
    head bytea NOT NULL,
    last bigint NOT NULL DEFAULT 0,
    floor bigint NOT NULL DEFAULT 0,
    mailbox_bytes bigint NOT NULL DEFAULT 0,
    blob_bytes bigint NOT NULL DEFAULT 0,
    snapshot_bytes bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE statement (
    organisation bigint NOT NULL,
    n bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (organisation, n)
);

CREATE TABLE device (
    device bytea PRIMARY KEY,
    organisation bigint NOT NULL,
    key bytea NOT NULL,
    active bigint NOT NULL
);

CREATE TABLE envelope (
    organisation bigint NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL,
    stored_on text NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (organisation, position),
    UNIQUE (organisation, hash)
) PARTITION BY HASH (organisation);
ALTER TABLE envelope ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX envelope_age ON envelope (stored_on);

CREATE TABLE dropped (
    organisation bigint NOT NULL,
    upto bigint NOT NULL,
    dropped_on text NOT NULL,
    PRIMARY KEY (organisation, upto)
);

CREATE TABLE snapshot_index (
    organisation bigint PRIMARY KEY,
    hash bytea NOT NULL,
    body bytea NOT NULL
);

CREATE TABLE snapshot (
    organisation bigint NOT NULL,
    snapshot bytea NOT NULL,
    size bigint NOT NULL,
    stored bigint NOT NULL,
    named bigint NOT NULL,
    kept_from text NOT NULL,
    PRIMARY KEY (organisation, snapshot)
);

CREATE TABLE piece (
    organisation bigint NOT NULL,
    snapshot bytea NOT NULL,
    start bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (organisation, snapshot, start)
) PARTITION BY HASH (organisation);
ALTER TABLE piece ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE wraps (
    organisation bigint NOT NULL,
    epoch bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (organisation, epoch)
);

CREATE TABLE blob (
    blob bytea PRIMARY KEY,
    organisation bigint NOT NULL,
    count bigint NOT NULL,
    delete_mark bytea NOT NULL,
    stored_on text NOT NULL
);
CREATE INDEX blob_age ON blob (stored_on);

CREATE TABLE chunk (
    organisation bigint NOT NULL,
    blob bytea NOT NULL,
    i bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (organisation, blob, i)
) PARTITION BY HASH (organisation);
ALTER TABLE chunk ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE box (
    box bytea PRIMARY KEY,
    until bigint NOT NULL,
    body bytea NOT NULL
);
CREATE INDEX box_age ON box (until);

DO $$
BEGIN
    FOR part IN 0..15 LOOP
        EXECUTE format('CREATE TABLE envelope_%s PARTITION OF envelope'
            ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
        EXECUTE format('CREATE TABLE piece_%s PARTITION OF piece'
            ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
        EXECUTE format('CREATE TABLE chunk_%s PARTITION OF chunk'
            ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
    END LOOP;
END $$;
