-- Question: How many attempts fail in each hour, by action, and at what rate?
-- Definition: An error is an attempt with status error: the API refused or failed it. Players it turned away on purpose (status
--   blocked) are counted beside it. Hours are UTC; an hour without attempts has no row.
-- Parameters:
--   action STRING = '': one action alone; empty for all.
--   min_errors INT64 = 0: hours with fewer errors are left out.
-- Columns:
--   hour: The hour's beginning, UTC.
--   action: What was attempted.
--   attempts: Attempts in that hour.
--   errors: Attempts with status error.
--   blocked: Attempts with status blocked.
--   error_rate: errors / attempts.
-- Alert: More than 100 errors on registration in an hour.
SELECT
  hour,
  action,
  COUNT(*) AS attempts,
  COUNT(IF(status = 'error', 1, NULL)) AS errors,
  COUNT(IF(status = 'blocked', 1, NULL)) AS blocked,
  COUNT(IF(status = 'error', 1, NULL)) * 1.0 / COUNT(*) AS error_rate
FROM attempts.v_attempt
WHERE timestamp >= @from
  AND timestamp < @to
  AND (@action = '' OR action = @action)
GROUP BY hour, action
HAVING COUNT(IF(status = 'error', 1, NULL)) >= @min_errors
ORDER BY hour, action
