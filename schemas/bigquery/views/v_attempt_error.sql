-- What went wrong, one row per failed field; an attempt that failed as a whole has one row with no field.
SELECT
  v.timestamp,
  v.hour,
  v.day,
  v.day_number,
  v.timestamp_ms,
  v.attempt_id,
  v.action,
  v.status,
  v.geo,
  v.domain,
  v.visitor,
  v.email,
  v.error_category,
  v.error_raw,
  e.field AS field,
  COALESCE(e.code, v.error_code) AS code
FROM attempts.v_attempt AS v
LEFT JOIN UNNEST(v.errors) AS e
WHERE v.error_code IS NOT NULL OR e.code IS NOT NULL
