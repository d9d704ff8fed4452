-- Verification events, one row each, with what v_attempt computes and the record's fields as columns.
SELECT
  v.*,
  v.verification.event AS event,
  v.verification.signup_attempt_id AS signup_attempt_id,
  v.verification.source AS source,
  v.verification.status_before AS status_before,
  v.verification.status_after AS status_after,
  v.verification.verification_approved AS verification_approved,
  v.verification.since_signup_ms AS since_signup_ms,
  v.verification.push_delay_ms AS push_delay_ms,
  v.verification.configured_timeout_ms AS configured_timeout_ms,
  v.verification.wait_end_reason AS wait_end_reason,
  v.verification.waited_ms AS waited_ms,
  v.verification.offers_count AS offers_count,
  v.verification.onward AS onward,
  v.verification.provider AS provider
FROM attempts.v_attempt AS v
WHERE v.action = 'verification'
