-- Question: Which deposits fail, with which method, currency and provider error, and does trying again help?
-- Definition: One deposit is all steps with one deposit_id (a step without one stands alone). It succeeded when it was captured,
--   or the provider's webhook said AUTHORISED. It is a retry when the player's deposit before it did not succeed and began at
--   most an hour earlier, or when it names the attempt it repeats. Its error is the provider's, else our own code, of its last
--   failed step.
-- Columns:
--   method: card, payid, bank_transfer, …
--   currency: The table's currency.
--   error: The provider's error, else our code; empty for deposits that succeeded or are under way.
--   deposits: Deposits.
--   succeeded: Deposits that were paid.
--   first_tries: Deposits that are no retries.
--   first_try_rate: Share of the first tries that succeeded.
--   retries: Deposits that are retries.
--   retry_rate: Share of the retries that succeeded.
--   amount: What the succeeded ones paid in, major units.
-- Alert: none
WITH
  steps AS (
    SELECT
      COALESCE(deposit_id, attempt_id) AS deposit_key,
      client_id,
      timestamp_ms,
      method,
      currency,
      amount,
      paid,
      IF(retry_of IS NULL, 0, 1) AS named_retry,
      IF(status IN ('error', 'blocked', 'cancelled'), COALESCE(provider_error_code, error_code), NULL) AS error,
      ROW_NUMBER() OVER (
        PARTITION BY COALESCE(deposit_id, attempt_id), IF(status IN ('error', 'blocked', 'cancelled'), 1, 0)
        ORDER BY timestamp_ms DESC, attempt_id DESC
      ) AS from_last
    FROM attempts.v_deposit
    WHERE timestamp >= @from
      AND timestamp < @to
  ),
  deposits AS (
    SELECT
      deposit_key,
      MAX(client_id) AS client_id,
      MIN(timestamp_ms) AS began_ms,
      MAX(method) AS method,
      MAX(currency) AS currency,
      MAX(amount) AS amount,
      MAX(paid) AS paid,
      MAX(named_retry) AS named_retry,
      MAX(IF(from_last = 1, error, NULL)) AS error
    FROM steps
    GROUP BY deposit_key
  ),
  placed AS (
    SELECT
      client_id,
      method,
      currency,
      amount,
      paid,
      named_retry,
      IF(paid = 1, NULL, error) AS error,
      began_ms,
      LAG(began_ms) OVER (PARTITION BY client_id ORDER BY began_ms, deposit_key) AS before_ms,
      LAG(paid) OVER (PARTITION BY client_id ORDER BY began_ms, deposit_key) AS before_paid
    FROM deposits
  ),
  tries AS (
    SELECT
      method,
      currency,
      COALESCE(error, '') AS error,
      amount,
      paid,
      IF(
        named_retry = 1 OR (client_id IS NOT NULL AND before_paid = 0 AND began_ms - before_ms <= 3600000),
        1,
        0
      ) AS retry
    FROM placed
  )
SELECT
  method,
  currency,
  error,
  COUNT(*) AS deposits,
  SUM(paid) AS succeeded,
  COUNT(IF(retry = 0, 1, NULL)) AS first_tries,
  COUNT(IF(retry = 0 AND paid = 1, 1, NULL)) * 1.0 / NULLIF(COUNT(IF(retry = 0, 1, NULL)), 0) AS first_try_rate,
  COUNT(IF(retry = 1, 1, NULL)) AS retries,
  COUNT(IF(retry = 1 AND paid = 1, 1, NULL)) * 1.0 / NULLIF(COUNT(IF(retry = 1, 1, NULL)), 0) AS retry_rate,
  SUM(IF(paid = 1, amount, 0.0)) AS amount
FROM tries
GROUP BY method, currency, error
ORDER BY deposits DESC, method, currency, error
