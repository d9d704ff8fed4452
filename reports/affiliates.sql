-- Question: Which affiliates and bonus codes bring players who are verified and pay in, and which bring duplicates?
-- Definition: Sign-up attempts by affiliate and bonus code ((none) where there is none). A duplicate is a sign-up that was told
--   its email, username, phone or person is known already, or found to be a second account. Verified and first deposits are
--   joined by client_id.
-- Columns:
--   affiliate: The affiliate's id.
--   bonus_code: The bonus code of the sign-up.
--   signups: Sign-up attempts.
--   registered: Accounts made.
--   verified: Accounts that became OPEN.
--   depositors: Accounts that paid in.
--   duplicates: Sign-ups of people who have an account.
--   duplicate_share: duplicates / registrations.
--   deposit_rate: depositors / registered.
-- Alert: none
WITH
  registrations AS (
    SELECT
      COALESCE(aff_id, '(none)') AS affiliate,
      COALESCE(signup_bonus_code, '(none)') AS bonus_code,
      IF(status = 'success', client_id, NULL) AS client_id,
      IF(status = 'success', 1, 0) AS registered,
      IF(
        status = 'multi_account'
          OR error_code IN ('EMAIL_TAKEN', 'USERNAME_TAKEN', 'PHONE_TAKEN', 'USER_EXISTS', 'MULTI_ACCOUNT'),
        1,
        0
      ) AS duplicate
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND action = 'signup'
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
  )
SELECT
  registrations.affiliate AS affiliate,
  registrations.bonus_code AS bonus_code,
  COUNT(*) AS signups,
  SUM(registrations.registered) AS registered,
  COUNT(opened.client_id) AS verified,
  COUNT(payers.client_id) AS depositors,
  SUM(registrations.duplicate) AS duplicates,
  SUM(registrations.duplicate) * 1.0 / COUNT(*) AS duplicate_share,
  COUNT(payers.client_id) * 1.0 / NULLIF(SUM(registrations.registered), 0) AS deposit_rate
FROM registrations
LEFT JOIN opened ON opened.client_id = registrations.client_id
LEFT JOIN payers ON payers.client_id = registrations.client_id
GROUP BY registrations.affiliate, registrations.bonus_code
ORDER BY signups DESC, affiliate, bonus_code
