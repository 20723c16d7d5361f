-- The second half of the upgrade, after sqlite.sql made the new tables.
INSERT INTO server SELECT instance FROM old_server;
INSERT INTO organisation (id, org, address, length, head, last, floor, mailbox_bytes, blob_bytes)
    SELECT id, org, address, length, head, last, floor, mailbox_bytes, blob_bytes FROM old_organisation;
INSERT INTO statement SELECT organisation, n, body FROM old_statement;
INSERT INTO device SELECT device, organisation, key, active FROM old_device;
INSERT INTO envelope SELECT organisation, position, hash, stored_on, body FROM old_envelope ORDER BY id;
INSERT INTO blob SELECT blob, organisation, count, delete_mark, stored_on FROM old_blob;
INSERT INTO chunk
    SELECT old_blob.organisation, old_blob.blob, old_chunk.i, old_chunk.body
    FROM old_chunk JOIN old_blob ON old_blob.id = old_chunk.blob;
DROP TABLE old_chunk;
DROP TABLE old_blob;
DROP TABLE old_envelope;
DROP TABLE old_device;
DROP TABLE old_statement;
DROP TABLE old_organisation;
DROP TABLE old_server;
