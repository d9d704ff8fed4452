#sqlite
-- v_attempt_error in SQLite's dialect.
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
  json_extract(e.value, '$.field') AS field,
  COALESCE(json_extract(e.value, '$.code'), v.error_code) AS code
FROM attempts.v_attempt AS v
LEFT JOIN json_each(v.errors) AS e
WHERE v.error_code IS NOT NULL OR json_extract(e.value, '$.code') IS NOT NULL
