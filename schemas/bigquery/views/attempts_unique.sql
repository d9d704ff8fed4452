-- One row per attempt_id, the newest by ingested_at: repeats of the at-least-once way fold into one. Repeats carry the same
-- timestamp (they are one event), and because it partitions the window, a filter on timestamp above this view still prunes
-- the table's partitions.
SELECT *
FROM attempts.attempts
WHERE TRUE
QUALIFY ROW_NUMBER() OVER (PARTITION BY timestamp, attempt_id ORDER BY ingested_at DESC) = 1
