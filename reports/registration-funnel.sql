-- Question: How many players get from checking a field to their first deposit, and where do they stay behind?
-- Definition: A player is a fingerprint, or an address where there is none, that had a field of the form validated in the period.
--   Each step counts those who also took every step before it: tried to sign up, got an account, were verified (an event says
--   OPEN), paid in for the first time. Verification and deposits are joined by the account's client_id.
-- Columns:
--   step: 1 to 5.
--   name: What the player did.
--   players: Players who got this far.
--   step_rate: players / players of the step before.
--   overall_rate: players / players of the first step.
-- Alert: none
WITH
  people AS (
    SELECT
      visitor,
      IF(action = 'signup' AND status = 'success', client_id, NULL) AS account,
      MAX(IF(action = 'validate', 1, 0)) AS validated,
      MAX(IF(action = 'signup', 1, 0)) AS tried,
      MAX(IF(action = 'signup' AND status = 'success', 1, 0)) AS registered
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND action IN ('signup', 'validate')
      AND visitor IS NOT NULL
    GROUP BY visitor, account
  ),
  opened AS (
    SELECT client_id
    FROM attempts.v_verification
    WHERE timestamp >= @from
      AND timestamp < @to
      AND status_after = 'OPEN'
    GROUP BY client_id
  ),
  payers AS (
    SELECT client_id
    FROM attempts.v_deposit
    WHERE timestamp >= @from
      AND timestamp < @to
      AND paid = 1
    GROUP BY client_id
  ),
  reached AS (
    SELECT
      people.visitor AS visitor,
      MAX(people.validated) AS validated,
      MAX(people.tried) AS tried,
      MAX(people.registered) AS registered,
      MAX(IF(opened.client_id IS NOT NULL, 1, 0)) AS verified,
      MAX(IF(opened.client_id IS NOT NULL AND payers.client_id IS NOT NULL, 1, 0)) AS paid
    FROM people
    LEFT JOIN opened ON opened.client_id = people.account
    LEFT JOIN payers ON payers.client_id = people.account
    GROUP BY people.visitor
  ),
  totals AS (
    SELECT
      COUNT(*) AS validated,
      COUNT(IF(tried = 1, 1, NULL)) AS tried,
      COUNT(IF(registered = 1, 1, NULL)) AS registered,
      COUNT(IF(verified = 1, 1, NULL)) AS verified,
      COUNT(IF(paid = 1, 1, NULL)) AS paid
    FROM reached
    WHERE validated = 1
  ),
  steps AS (
    SELECT 1 AS step, 'validated a field' AS name, validated AS players FROM totals
    UNION ALL
    SELECT 2 AS step, 'tried to sign up' AS name, tried AS players FROM totals
    UNION ALL
    SELECT 3 AS step, 'got an account' AS name, registered AS players FROM totals
    UNION ALL
    SELECT 4 AS step, 'was verified' AS name, verified AS players FROM totals
    UNION ALL
    SELECT 5 AS step, 'made the first deposit' AS name, paid AS players FROM totals
  )
SELECT
  step,
  name,
  players,
  players * 1.0 / NULLIF(LAG(players) OVER (ORDER BY step), 0) AS step_rate,
  players * 1.0 / NULLIF(FIRST_VALUE(players) OVER (ORDER BY step), 0) AS overall_rate
FROM steps
ORDER BY step
