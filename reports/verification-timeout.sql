-- Question: Which waiting time should the app be configured with?
-- Definition: For every timeout from 1 to 60 seconds, what it would have meant for the accounts made in the period. The app can
--   only know what it was told: an account counts as open from the first status_push_received with OPEN. Accounts younger than
--   the horizon at the end of the period are left out. With another timeout an account waits until it is open, at most that
--   long; added waiting is that against the timeout it had (configured_timeout_ms, else today_ms).
-- Parameters:
--   today_ms INT64 = 7000: the timeout where an account's events name none.
--   horizon_minutes INT64 = 60: how long an account is given to open.
-- Columns:
--   timeout_s: The timeout that is tried.
--   signups: Matured accounts.
--   in_time: Accounts the app would have seen open.
--   in_time_rate: in_time / signups.
--   rescued: Players who saw Failed Verification and would have been let in.
--   newly_failed: Players who were let in and would have seen Failed Verification.
--   added_wait_s: Seconds of waiting more (or less) than today, all players together.
--   added_wait_per_rescued_s: added_wait_s / rescued.
-- Alert: none
WITH
  signups AS (
    SELECT client_id, MIN(timestamp_ms) AS signup_ms
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND action = 'signup'
      AND status = 'success'
      AND client_id IS NOT NULL
    GROUP BY client_id
    HAVING MIN(timestamp_ms) + @horizon_minutes * 60000 <= @to_ms
  ),
  events AS (
    SELECT
      client_id,
      MIN(IF(event = 'status_push_received' AND status_after = 'OPEN', timestamp_ms, NULL)) AS seen_ms,
      MAX(IF(event = 'navigated' AND onward = 'FAILED_VERIFICATION', 1, 0)) AS failed,
      MAX(configured_timeout_ms) AS configured_ms
    FROM attempts.v_verification
    WHERE timestamp >= @from
      AND timestamp < @to
    GROUP BY client_id
  ),
  waits AS (
    SELECT
      COALESCE(events.failed, 0) AS failed,
      COALESCE(events.configured_ms, @today_ms) AS configured_ms,
      events.seen_ms - signups.signup_ms AS seen_ms
    FROM signups
    LEFT JOIN events ON events.client_id = signups.client_id
  ),
  -- By whole seconds, rounded up: the smallest timeout in time for them.
  grouped AS (
    SELECT
      failed,
      configured_ms,
      seen_ms + 999 - MOD(seen_ms + 999, 1000) AS enough_ms,
      COUNT(*) AS players,
      SUM(seen_ms) AS seen_ms,
      SUM(IF(seen_ms <= configured_ms, seen_ms, configured_ms)) AS today_wait_ms,
      COUNT(IF(seen_ms <= configured_ms, 1, NULL)) AS today_in_time
    FROM waits
    GROUP BY failed, configured_ms, seen_ms + 999 - MOD(seen_ms + 999, 1000)
  ),
  digits AS (
    SELECT 0 AS digit
    UNION ALL SELECT 1 AS digit
    UNION ALL SELECT 2 AS digit
    UNION ALL SELECT 3 AS digit
    UNION ALL SELECT 4 AS digit
    UNION ALL SELECT 5 AS digit
    UNION ALL SELECT 6 AS digit
    UNION ALL SELECT 7 AS digit
    UNION ALL SELECT 8 AS digit
    UNION ALL SELECT 9 AS digit
  ),
  timeouts AS (
    SELECT tens.digit * 10 + ones.digit + 1 AS timeout_s
    FROM digits AS tens
    CROSS JOIN digits AS ones
    WHERE tens.digit < 6
  ),
  tried AS (
    SELECT
      timeouts.timeout_s AS timeout_s,
      SUM(grouped.players) AS signups,
      SUM(IF(grouped.enough_ms <= timeouts.timeout_s * 1000, grouped.players, 0)) AS in_time,
      SUM(IF(grouped.failed = 1 AND grouped.enough_ms <= timeouts.timeout_s * 1000, grouped.players, 0)) AS rescued,
      SUM(
        IF(
          grouped.failed = 0 AND (grouped.enough_ms > timeouts.timeout_s * 1000),
          grouped.today_in_time,
          0
        )
      ) AS newly_failed,
      SUM(
        IF(
          grouped.enough_ms <= timeouts.timeout_s * 1000,
          grouped.seen_ms,
          grouped.players * timeouts.timeout_s * 1000
        ) - grouped.today_wait_ms
      ) AS added_wait_ms
    FROM timeouts
    CROSS JOIN grouped
    GROUP BY timeouts.timeout_s
  )
SELECT
  timeout_s,
  signups,
  in_time,
  in_time * 1.0 / signups AS in_time_rate,
  rescued,
  newly_failed,
  added_wait_ms / 1000.0 AS added_wait_s,
  added_wait_ms / 1000.0 / NULLIF(rescued, 0) AS added_wait_per_rescued_s
FROM tried
ORDER BY timeout_s
