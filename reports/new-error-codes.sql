-- Question: Which error codes are new?
-- Definition: A code is new when its first attempt in the period falls into the period's last days. The days before them are
--   what it is new against: choose a period longer than new_days.
-- Parameters:
--   new_days INT64 = 1: how many days, up to the end of the period, count as new.
-- Columns:
--   code: The error's code.
--   first_seen: Its first attempt in the period.
--   attempts: Attempts that failed with it since.
--   countries: Different countries they came from; unknown counts as one.
--   actions: Different actions they failed at.
-- Alert: A code that was not seen in the 28 days before.
SELECT
  code,
  MIN(timestamp) AS first_seen,
  COUNT(DISTINCT attempt_id) AS attempts,
  COUNT(DISTINCT COALESCE(geo, 'XX')) AS countries,
  COUNT(DISTINCT action) AS actions
FROM attempts.v_attempt_error
WHERE timestamp >= @from
  AND timestamp < @to
GROUP BY code
HAVING MIN(timestamp_ms) >= @to_ms - @new_days * 86400000
ORDER BY first_seen, code
