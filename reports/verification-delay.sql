-- Question: How long does it take from sign-up until the account is OPEN, and how many never get there?
-- Definition: Per day of sign-up (a cohort): from the successful sign-up to the first client_status_changed to OPEN of the same
--   client_id. Only matured sign-ups count, those at least horizon_minutes before the end of the period, and an account that
--   opened later than the horizon counts as not opened: so young cohorts do not look faster than old ones. Percentiles are exact,
--   by nearest rank, over the accounts that opened.
-- Parameters:
--   horizon_minutes INT64 = 60: how long an account is given to open.
-- Columns:
--   day: Day of the sign-up, UTC.
--   signups: Matured accounts.
--   too_young: Accounts left out because the horizon is not over for them.
--   opened: Matured accounts that opened within the horizon.
--   open_rate: opened / signups.
--   p50_ms: Half of the opened ones had opened after this many milliseconds.
--   p90_ms: As above, 90 %.
--   p95_ms: As above, 95 %.
--   p99_ms: As above, 99 %.
-- Alert: none
WITH
  signups AS (
    SELECT client_id, MIN(day) AS day, MIN(timestamp_ms) AS signup_ms
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND action = 'signup'
      AND status = 'success'
      AND client_id IS NOT NULL
    GROUP BY client_id
  ),
  openings AS (
    SELECT client_id, MIN(timestamp_ms) AS open_ms
    FROM attempts.v_verification
    WHERE timestamp >= @from
      AND timestamp < @to
      AND event = 'client_status_changed'
      AND status_after = 'OPEN'
    GROUP BY client_id
  ),
  delays AS (
    SELECT
      signups.day AS day,
      IF(signups.signup_ms + @horizon_minutes * 60000 <= @to_ms, 1, 0) AS matured,
      IF(
        signups.signup_ms + @horizon_minutes * 60000 <= @to_ms
          AND openings.open_ms - signups.signup_ms <= @horizon_minutes * 60000,
        openings.open_ms - signups.signup_ms,
        NULL
      ) AS delay_ms
    FROM signups
    LEFT JOIN openings ON openings.client_id = signups.client_id
  ),
  ranked AS (
    SELECT
      day,
      matured,
      delay_ms,
      ROW_NUMBER() OVER (PARTITION BY day, IF(delay_ms IS NULL, 0, 1) ORDER BY delay_ms) AS place,
      COUNT(delay_ms) OVER (PARTITION BY day) AS opened
    FROM delays
  )
SELECT
  day,
  COUNT(IF(matured = 1, 1, NULL)) AS signups,
  COUNT(IF(matured = 0, 1, NULL)) AS too_young,
  COUNT(delay_ms) AS opened,
  COUNT(delay_ms) * 1.0 / NULLIF(COUNT(IF(matured = 1, 1, NULL)), 0) AS open_rate,
  MIN(IF(place * 100 >= opened * 50, delay_ms, NULL)) AS p50_ms,
  MIN(IF(place * 100 >= opened * 90, delay_ms, NULL)) AS p90_ms,
  MIN(IF(place * 100 >= opened * 95, delay_ms, NULL)) AS p95_ms,
  MIN(IF(place * 100 >= opened * 99, delay_ms, NULL)) AS p99_ms
FROM ranked
GROUP BY day
ORDER BY day
