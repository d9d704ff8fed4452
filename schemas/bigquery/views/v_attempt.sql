-- Attempts, one row each, with what reports compute from them: the one place for functions that BigQuery and SQLite do not
-- share. Times in milliseconds are whole numbers, so that reports subtract them the same way everywhere.
SELECT
  u.*,
  TIMESTAMP_TRUNC(u.timestamp, HOUR) AS hour,
  TIMESTAMP_TRUNC(u.timestamp, DAY) AS day,
  DIV(UNIX_SECONDS(u.timestamp), 86400) AS day_number,
  UNIX_MILLIS(u.timestamp) AS timestamp_ms,
  UNIX_MILLIS(u.ingested_at) - UNIX_MILLIS(u.timestamp) AS lag_ms,
  DIV(u.duration, 1000000) AS duration_ms,
  COALESCE(u.fp, u.ip) AS visitor,
  COALESCE(
    REGEXP_EXTRACT(u.ip, r'^([0-9]+\.[0-9]+\.[0-9]+)\.[0-9]+$'),
    REGEXP_EXTRACT(u.ip, r'^([0-9A-Fa-f]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+):')
  ) AS subnet,
  LOWER(REGEXP_EXTRACT(u.referrer, r'^[A-Za-z][A-Za-z0-9+.-]*://([^/]+)')) AS referrer_host,
  JSON_VALUE(u.aff_data, '$.aff_id') AS aff_id,
  JSON_VALUE(u.aff_data, '$.promo_id') AS promo_id,
  JSON_VALUE(u.additional_data, '$.bonus_code') AS signup_bonus_code,
  JSON_VALUE(u.additional_data, '$.rate_limiter') AS rate_limiter
FROM attempts.attempts_unique AS u
