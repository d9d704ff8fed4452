#sqlite
-- v_attempt in SQLite's dialect, with SQLite's own functions alone, which are fast and which every SQLite has. A time is
-- text, as in the table; its cast says the type and changes nothing.
SELECT
  u.*,
  CAST(SUBSTR(u.timestamp, 1, 13) || ':00:00.000000+00:00' AS TIMESTAMP TEXT) AS hour,
  CAST(SUBSTR(u.timestamp, 1, 10) || ' 00:00:00.000000+00:00' AS TIMESTAMP TEXT) AS day,
  CAST(unixepoch(SUBSTR(u.timestamp, 1, 10)) / 86400 AS INTEGER) AS day_number,
  CAST(unixepoch(SUBSTR(u.timestamp, 1, 19)) * 1000 + SUBSTR(u.timestamp, 21, 3) AS INTEGER) AS timestamp_ms,
  CAST(
    (unixepoch(SUBSTR(u.ingested_at, 1, 19)) - unixepoch(SUBSTR(u.timestamp, 1, 19))) * 1000
      + SUBSTR(u.ingested_at, 21, 3) - SUBSTR(u.timestamp, 21, 3) AS INTEGER
  ) AS lag_ms,
  CAST(u.duration / 1000000 AS INTEGER) AS duration_ms,
  COALESCE(u.fp, u.ip) AS visitor,
  CASE
    WHEN u.ip GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN RTRIM(RTRIM(u.ip, '0123456789'), '.')
    WHEN u.ip GLOB '[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f]*:*'
      THEN SUBSTR(
        u.ip,
        1,
        INSTR(u.ip, ':')
          + INSTR(SUBSTR(u.ip, INSTR(u.ip, ':') + 1), ':')
          + INSTR(SUBSTR(u.ip, INSTR(u.ip, ':') + INSTR(SUBSTR(u.ip, INSTR(u.ip, ':') + 1), ':') + 1), ':')
          - 1
      )
  END AS subnet,
  CASE
    WHEN u.referrer GLOB '[A-Za-z]*://?*'
      THEN NULLIF(
        LOWER(
          SUBSTR(
            SUBSTR(u.referrer, INSTR(u.referrer, '://') + 3),
            1,
            INSTR(SUBSTR(u.referrer, INSTR(u.referrer, '://') + 3) || '/', '/') - 1
          )
        ),
        ''
      )
  END AS referrer_host,
  CASE WHEN json_valid(u.aff_data) THEN CAST(json_extract(u.aff_data, '$.aff_id') AS TEXT) END AS aff_id,
  CASE WHEN json_valid(u.aff_data) THEN CAST(json_extract(u.aff_data, '$.promo_id') AS TEXT) END AS promo_id,
  CASE
    WHEN json_valid(u.additional_data) THEN CAST(json_extract(u.additional_data, '$.bonus_code') AS TEXT)
  END AS signup_bonus_code,
  CASE
    WHEN json_valid(u.additional_data) THEN CAST(json_extract(u.additional_data, '$.rate_limiter') AS TEXT)
  END AS rate_limiter
FROM attempts.attempts_unique AS u
