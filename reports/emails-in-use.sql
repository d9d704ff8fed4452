-- Question: How many were told that their email is already in use, and how many of them remembered their account?
-- Definition: Sign-ups and validations that failed with EMAIL_TAKEN, as a whole or in a field. An email came back when a login
--   with it succeeded later in the period.
-- Columns:
--   day: UTC.
--   refused: Attempts told so.
--   emails: Different emails among them.
--   came_back: Emails with a successful login afterwards.
--   came_back_rate: came_back / emails.
-- Alert: none
WITH
  taken AS (
    SELECT day, attempt_id, email, timestamp_ms
    FROM attempts.v_attempt_error
    WHERE timestamp >= @from
      AND timestamp < @to
      AND code = 'EMAIL_TAKEN'
      AND action IN ('signup', 'validate')
  ),
  logins AS (
    SELECT email, MAX(timestamp_ms) AS last_ms
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND action = 'login'
      AND status = 'success'
    GROUP BY email
  )
SELECT
  taken.day AS day,
  COUNT(DISTINCT taken.attempt_id) AS refused,
  COUNT(DISTINCT taken.email) AS emails,
  COUNT(DISTINCT IF(logins.last_ms > taken.timestamp_ms, taken.email, NULL)) AS came_back,
  COUNT(DISTINCT IF(logins.last_ms > taken.timestamp_ms, taken.email, NULL)) * 1.0
    / NULLIF(COUNT(DISTINCT taken.email), 0) AS came_back_rate
FROM taken
LEFT JOIN logins ON logins.email = taken.email
GROUP BY taken.day
ORDER BY taken.day
