#sqlite
-- attempts_unique in SQLite's dialect: the same rows, told from their repeats by attempt_id alone, as there are no partitions
-- to prune. Nearly every attempt is there once, which the index on attempt_id tells; only where it is not, rows are compared.
SELECT a.*
FROM attempts.attempts AS a
WHERE NOT EXISTS (
  SELECT 1
  FROM attempts.attempts AS b
  WHERE b.attempt_id = a.attempt_id
    AND b.rowid <> a.rowid
    AND (COALESCE(b.error_code, '') <> 'PROCESS_CRASHED', COALESCE(b.ingested_at, ''), b.rowid)
      > (COALESCE(a.error_code, '') <> 'PROCESS_CRASHED', COALESCE(a.ingested_at, ''), a.rowid)
)
