#sqlite
-- v_deposit in SQLite's dialect.
SELECT
  v.*,
  v.deposit.deposit_id AS deposit_id,
  v.deposit.phase AS phase,
  CAST(v.deposit.amount AS FLOAT) AS amount,
  v.deposit.amount_minor AS amount_minor,
  v.deposit.method AS method,
  v.deposit.provider AS provider,
  v.deposit.provider_tx_id AS provider_tx_id,
  v.deposit.provider_status AS provider_status,
  v.deposit.provider_error_code AS provider_error_code,
  v.deposit.network_decline_code AS network_decline_code,
  v.deposit.card_scheme AS card_scheme,
  v.deposit.card_funding AS card_funding,
  v.deposit.card_last4 AS card_last4,
  v.deposit.card_country AS card_country,
  v.deposit.three_ds_version AS three_ds_version,
  v.deposit.three_ds_result AS three_ds_result,
  v.deposit.is_first_deposit AS is_first_deposit,
  v.deposit.deposit_seq AS deposit_seq,
  v.deposit.retry_of AS retry_of,
  v.deposit.bonus_code AS bonus_code,
  v.deposit.limit_type AS limit_type,
  CAST(v.deposit.limit_amount AS FLOAT) AS limit_amount,
  v.deposit.limit_period AS limit_period,
  CAST(v.deposit.limit_remaining AS FLOAT) AS limit_remaining,
  v.deposit.client_status AS client_status,
  v.deposit.provider_duration AS provider_duration,
  IF(
    v.status = 'success'
      AND (
        v.deposit.phase = 'capture' OR (v.deposit.phase = 'webhook' AND v.deposit.provider_status = 'AUTHORISED')
      ),
    1,
    0
  ) AS paid
FROM attempts.v_attempt AS v
WHERE v.action = 'deposit'
