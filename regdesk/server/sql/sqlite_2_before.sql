-- Brings a file of the first version to the second: the tables that changed are copied once.
ALTER TABLE envelope RENAME TO old_envelope;
ALTER TABLE blob RENAME TO old_blob;
ALTER TABLE chunk RENAME TO old_chunk;
ALTER TABLE organisation RENAME TO old_organisation;
ALTER TABLE statement RENAME TO old_statement;
ALTER TABLE device RENAME TO old_device;
ALTER TABLE server RENAME TO old_server;
DROP INDEX envelope_age;
DROP INDEX blob_age;
