-- Question: Whom did the rate limiters stop, which limiter, and did they get through later?
-- Definition: Attempts of category rate_limited by action and limiter; unnamed where the API does not name it (its policy's
--   name is recorded as rate_limiter). A visitor got through when the same action succeeded after its first refusal, in the period.
-- Columns:
--   action: What was attempted.
--   limiter: The limiter's name.
--   attempts: Attempts refused.
--   visitors: Different fingerprints, or addresses where there is none.
--   got_through: Visitors who succeeded afterwards.
--   got_through_rate: got_through / visitors.
-- Alert: none
WITH
  limited AS (
    SELECT
      action,
      COALESCE(rate_limiter, 'unnamed') AS limiter,
      visitor,
      COUNT(*) AS attempts,
      MIN(timestamp_ms) AS first_ms
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND error_category = 'rate_limited'
    GROUP BY action, COALESCE(rate_limiter, 'unnamed'), visitor
  ),
  passed AS (
    SELECT action, visitor, MAX(timestamp_ms) AS last_ms
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND status = 'success'
      AND visitor IN (SELECT visitor FROM limited WHERE visitor IS NOT NULL)
    GROUP BY action, visitor
  )
SELECT
  limited.action AS action,
  limited.limiter AS limiter,
  SUM(limited.attempts) AS attempts,
  COUNT(limited.visitor) AS visitors,
  COUNT(IF(passed.last_ms > limited.first_ms, 1, NULL)) AS got_through,
  COUNT(IF(passed.last_ms > limited.first_ms, 1, NULL)) * 1.0 / NULLIF(COUNT(limited.visitor), 0) AS got_through_rate
FROM limited
LEFT JOIN passed ON passed.action = limited.action AND passed.visitor = limited.visitor
GROUP BY limited.action, limited.limiter
ORDER BY attempts DESC, action, limiter
