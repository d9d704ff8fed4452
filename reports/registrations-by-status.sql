-- Question: How many registered, how many were turned away, and how, day by day?
-- Definition: Sign-up attempts by their status: success registered, error failed, blocked was turned away (self-excluded,
--   under age, rate limited …), multi_account and test are accounts to look at. The code says why where it is no success.
-- Columns:
--   day: UTC.
--   status: The attempt's status.
--   code: The error's code; empty for a success without one.
--   attempts: Sign-up attempts.
--   visitors: Different fingerprints, or addresses where there is none.
--   share: attempts / all sign-up attempts of the day.
-- Alert: none
SELECT
  day,
  status,
  code,
  attempts,
  visitors,
  attempts * 1.0 / SUM(attempts) OVER (PARTITION BY day) AS share
FROM (
  SELECT
    day,
    status,
    COALESCE(error_code, '') AS code,
    COUNT(*) AS attempts,
    COUNT(DISTINCT visitor) AS visitors
  FROM attempts.v_attempt
  WHERE timestamp >= @from
    AND timestamp < @to
    AND action = 'signup'
  GROUP BY day, status, code
) AS counted
ORDER BY day, attempts DESC, status, code
