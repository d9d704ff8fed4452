-- Question: What do 3-D Secure and deposit limits do to deposits?
-- Definition: Deposits (as in the report deposits) by card scheme and by the limit that applied. 3-D Secure was asked for when a
--   step carries its result or failed for want of it, and failed when a step says THREE_DS_FAILED. A limit refused when a
--   step says DEPOSIT_LIMIT_EXCEEDED, DEPOSIT_ABOVE_MAX or AFFORDABILITY_BLOCK.
-- Columns:
--   method: card, payid, bank_transfer, …
--   card_scheme: visa, mastercard, …; empty for other methods.
--   limit_type: Whose limit applied; empty for none.
--   deposits: Deposits.
--   succeeded: Deposits that were paid.
--   asked_3ds: Deposits that 3-D Secure was asked for.
--   failed_3ds: Deposits it failed for.
--   paid_after_3ds: Deposits that were paid after it.
--   refused_by_limit: Deposits a limit refused.
--   limit_remaining: The least that a refusing limit still allowed, major units.
-- Alert: none
WITH
  deposits AS (
    SELECT
      COALESCE(deposit_id, attempt_id) AS deposit_key,
      MAX(method) AS method,
      COALESCE(MAX(card_scheme), '') AS scheme,
      COALESCE(MAX(limit_type), '') AS limited_by,
      MAX(paid) AS paid,
      MAX(IF(three_ds_result IS NOT NULL OR error_code = 'THREE_DS_REQUIRED', 1, 0)) AS asked,
      MAX(IF(error_code = 'THREE_DS_FAILED', 1, 0)) AS failed,
      MAX(IF(error_code IN ('DEPOSIT_LIMIT_EXCEEDED', 'DEPOSIT_ABOVE_MAX', 'AFFORDABILITY_BLOCK'), 1, 0)) AS refused,
      MIN(
        IF(
          error_code IN ('DEPOSIT_LIMIT_EXCEEDED', 'DEPOSIT_ABOVE_MAX', 'AFFORDABILITY_BLOCK'),
          limit_remaining,
          NULL
        )
      ) AS limit_remaining
    FROM attempts.v_deposit
    WHERE timestamp >= @from
      AND timestamp < @to
    GROUP BY COALESCE(deposit_id, attempt_id)
  )
SELECT
  method,
  scheme AS card_scheme,
  limited_by AS limit_type,
  COUNT(*) AS deposits,
  SUM(paid) AS succeeded,
  SUM(asked) AS asked_3ds,
  SUM(failed) AS failed_3ds,
  COUNT(IF(asked = 1 AND paid = 1, 1, NULL)) AS paid_after_3ds,
  SUM(refused) AS refused_by_limit,
  MIN(limit_remaining) AS limit_remaining
FROM deposits
GROUP BY method, scheme, limited_by
ORDER BY deposits DESC, method, card_scheme, limit_type
