-- Question: Which errors does the catalogue not know yet?
-- Definition: Attempts with the code UNKNOWN, by the code or text as the API produced it: what to map next, the most frequent
--   first.
-- Columns:
--   action: What was attempted.
--   raw: The code or text as the API produced it.
--   attempts: Attempts with it.
--   visitors: Different fingerprints, or addresses where there is none.
--   first_seen: The first of them in the period.
--   last_seen: The last of them in the period.
-- Alert: none
SELECT
  action,
  COALESCE(error_raw, '') AS raw,
  COUNT(*) AS attempts,
  COUNT(DISTINCT visitor) AS visitors,
  MIN(timestamp) AS first_seen,
  MAX(timestamp) AS last_seen
FROM attempts.v_attempt
WHERE timestamp >= @from
  AND timestamp < @to
  AND error_code = 'UNKNOWN'
GROUP BY action, raw
ORDER BY attempts DESC, action, raw
