-- What was erased here at a person's wish: records keep their id and number, nothing they said.

CREATE TABLE erased (
    stream INTEGER NOT NULL REFERENCES stream,
    id BLOB NOT NULL,
    section TEXT NOT NULL,
    author BLOB NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX erased_number ON erased (stream, section, author, n);

-- Attachments that went with them: the file that is still to be removed ('': it is gone), and the token with
-- which the server is to delete its copy.
CREATE TABLE blob_gone (
    blob BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    token BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Built batches that hold what was erased: to be called off before anything else leaves.
CREATE TABLE to_call_off (
    recipient BLOB NOT NULL,
    author BLOB NOT NULL,
    k INTEGER NOT NULL,
    PRIMARY KEY (recipient, author, k)
) STRICT, WITHOUT ROWID;
