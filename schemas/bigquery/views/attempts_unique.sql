-- One row per attempt_id, the newest by ingested_at: repeats of the at-least-once way fold into one. What a handler answered
-- goes before PROCESS_CRASHED, which stands beside it where a power cut took the note that the handler had ended.
-- Repeats carry the same timestamp (they are one event), and because it partitions the window, a filter on timestamp above
-- this view still prunes the table's partitions.
SELECT *
FROM attempts.attempts
WHERE TRUE
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY timestamp, attempt_id
    ORDER BY IF(error_code = 'PROCESS_CRASHED', 1, 0), ingested_at DESC
  ) = 1
