-- Attachments part by part: whether they are the ones that were signed, and who has them whole.

-- checked: whole, and its root is the one its entry was signed over; wanted: a person asked for it now;
-- missed_on: since when (ISO day) the server has no more of it; rests_until: not fetched before that day;
-- again: somebody who is to have it told that the server has it no more.
ALTER TABLE blob ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN missed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE blob ADD COLUMN rests_until TEXT NOT NULL DEFAULT '';
ALTER TABLE blob ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
UPDATE blob SET checked = complete;
CREATE INDEX blob_to_upload ON blob (id) WHERE complete AND NOT uploaded;
CREATE INDEX blob_wanted ON blob (id) WHERE wanted;

-- Organisations that have an attachment whole, as they said in a signed batch or because it is theirs.
CREATE TABLE part (
    blob BLOB NOT NULL,
    org BLOB NOT NULL,
    PRIMARY KEY (blob, org)
) STRICT, WITHOUT ROWID;

-- What this desk has to say, or said in batch k of its author, about attachments of an organisation:
-- whole: it arrived; else it cannot be had from the server (said_on: ISO day).
CREATE TABLE receipt (
    blob BLOB NOT NULL,
    org BLOB NOT NULL,
    whole INTEGER NOT NULL,
    author BLOB,
    k INTEGER,
    said_on TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (org, blob, whole)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_to_say ON receipt (org) WHERE k IS NULL;
