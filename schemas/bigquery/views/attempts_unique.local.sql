-- attempts_unique in SQLite's dialect: the same rows, found by the index on attempt_id.
SELECT a.*
FROM attempts.attempts AS a
WHERE NOT EXISTS (
  SELECT 1
  FROM attempts.attempts AS b
  WHERE b.attempt_id = a.attempt_id
    AND (b.ingested_at > a.ingested_at OR (b.ingested_at = a.ingested_at AND b.rowid > a.rowid))
)
