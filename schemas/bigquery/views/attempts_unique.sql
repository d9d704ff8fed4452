-- One row per attempt_id, the newest by ingested_at: repeats of the at-least-once way fold into one.
SELECT *
FROM attempts.attempts
WHERE TRUE
QUALIFY ROW_NUMBER() OVER (PARTITION BY attempt_id ORDER BY ingested_at DESC) = 1
