#sqlite
-- attempts_unique in SQLite's dialect: the same rows. Ids that are there once, nearly all, are told from the others by one
-- walk along the index on attempt_id; only of the others is every row compared with its repeats.
SELECT a.*
FROM attempts.attempts AS a
WHERE a.attempt_id NOT IN (SELECT r.attempt_id FROM attempts.attempts AS r GROUP BY r.attempt_id HAVING COUNT(*) > 1)
  OR NOT EXISTS (
    SELECT 1
    FROM attempts.attempts AS b
    WHERE b.attempt_id = a.attempt_id
      AND b.timestamp IS a.timestamp
      AND (
        COALESCE(b.ingested_at, '') > COALESCE(a.ingested_at, '')
        OR (COALESCE(b.ingested_at, '') = COALESCE(a.ingested_at, '') AND b.rowid > a.rowid)
      )
  )
