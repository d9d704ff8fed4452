-- Question: Which records are missing?
-- Definition: Every API process numbers its attempts 1, 2, 3 … without gaps. A number between a producer's first and last in the
--   period that is not in the table is missing: on its way, dead-lettered, or lost. Where the first is not 1, either the process
--   began before the period, or its first records are missing too. Repeats of the at-least-once way are counted beside it.
-- Parameters:
--   min_missing INT64 = 0: producers with fewer missing records are left out.
-- Columns:
--   producer: The API process.
--   first_sequence: Its first number in the period.
--   last_sequence: Its last number in the period.
--   attempts: Its attempts in the table, repeats folded.
--   missing: Numbers between first and last that are not there.
--   repeats: Rows beyond one per attempt.
--   last_seen: Its last attempt in the period.
-- Alert: A record of the last day is missing.
WITH
  received AS (
    SELECT producer, COUNT(*) AS arrived
    FROM attempts.attempts
    WHERE timestamp >= @from
      AND timestamp < @to
      AND producer IS NOT NULL
    GROUP BY producer
  ),
  folded AS (
    SELECT
      producer,
      MIN(sequence) AS first_sequence,
      MAX(sequence) AS last_sequence,
      COUNT(*) AS attempts,
      COUNT(sequence) AS numbered,
      MAX(timestamp) AS last_seen
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND producer IS NOT NULL
    GROUP BY producer
  )
SELECT
  folded.producer AS producer,
  folded.first_sequence AS first_sequence,
  folded.last_sequence AS last_sequence,
  folded.attempts AS attempts,
  folded.last_sequence - folded.first_sequence + 1 - folded.numbered AS missing,
  received.arrived - folded.attempts AS repeats,
  folded.last_seen AS last_seen
FROM folded
JOIN received ON received.producer = folded.producer
WHERE COALESCE(folded.last_sequence - folded.first_sequence + 1 - folded.numbered, 0) >= @min_missing
ORDER BY missing DESC, folded.producer
