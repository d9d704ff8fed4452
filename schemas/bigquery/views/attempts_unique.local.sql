#sqlite
-- attempts_unique in SQLite's dialect: the same rows, told from their repeats by attempt_id alone, as there are no partitions
-- to prune. Ids that are there once, nearly all, are found by one walk along the index on attempt_id; only of the others is
-- every row compared with its repeats.
SELECT a.*
FROM attempts.attempts AS a
WHERE a.attempt_id NOT IN (SELECT r.attempt_id FROM attempts.attempts AS r GROUP BY r.attempt_id HAVING COUNT(*) > 1)
  OR NOT EXISTS (
    SELECT 1
    FROM attempts.attempts AS b
    WHERE b.attempt_id = a.attempt_id
      AND (COALESCE(b.error_code, '') <> 'PROCESS_CRASHED', COALESCE(b.ingested_at, ''), b.rowid)
        > (COALESCE(a.error_code, '') <> 'PROCESS_CRASHED', COALESCE(a.ingested_at, ''), a.rowid)
  )
