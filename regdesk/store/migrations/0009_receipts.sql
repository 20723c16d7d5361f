-- When a batch was acknowledged: ms, by this desk's clock; 0 for those acknowledged before this was kept.

ALTER TABLE batch ADD COLUMN acked_at INTEGER NOT NULL DEFAULT 0;
