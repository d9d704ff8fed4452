-- Question: Who saw Failed Verification and was verified after all?
-- Definition: Accounts whose app went on to FAILED_VERIFICATION and whose status became OPEN at any time in the period. Each is
--   a player told no who should have been told yes.
-- Columns:
--   client_id: The player.
--   signed_up: When the account was made; empty where the sign-up is not in the period.
--   saw_failed: When the app showed Failed Verification.
--   opened: When the account became OPEN.
--   waited_ms: How long the app had waited.
--   late_ms: From the app's showing it to OPEN; negative when the account was open already.
-- Alert: none
WITH
  failed AS (
    SELECT client_id, MIN(timestamp) AS saw_failed, MIN(timestamp_ms) AS failed_ms
    FROM attempts.v_verification
    WHERE timestamp >= @from
      AND timestamp < @to
      AND event = 'navigated'
      AND onward = 'FAILED_VERIFICATION'
    GROUP BY client_id
  ),
  others AS (
    SELECT
      client_id,
      MIN(IF(event = 'client_status_changed' AND status_after = 'OPEN', timestamp, NULL)) AS opened,
      MIN(IF(event = 'client_status_changed' AND status_after = 'OPEN', timestamp_ms, NULL)) AS open_ms,
      MAX(waited_ms) AS waited_ms
    FROM attempts.v_verification
    WHERE timestamp >= @from
      AND timestamp < @to
    GROUP BY client_id
  ),
  signups AS (
    SELECT client_id, MIN(timestamp) AS signed_up
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND action = 'signup'
      AND status = 'success'
    GROUP BY client_id
  )
SELECT
  failed.client_id AS client_id,
  signups.signed_up AS signed_up,
  failed.saw_failed AS saw_failed,
  others.opened AS opened,
  others.waited_ms AS waited_ms,
  others.open_ms - failed.failed_ms AS late_ms
FROM failed
JOIN others ON others.client_id = failed.client_id
LEFT JOIN signups ON signups.client_id = failed.client_id
WHERE others.opened IS NOT NULL
ORDER BY failed.saw_failed, failed.client_id
