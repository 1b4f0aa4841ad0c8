-- Papers asked for with an entry ('41 slip a6 0;42 receipt a6 0': id in the print queue, paper, size, copy), in the row that COMMIT makes
-- durable. The derived rows and the print queue are written from the journal a moment later, and again after a crash.
ALTER TABLE journal ADD COLUMN prints TEXT NOT NULL DEFAULT '';
