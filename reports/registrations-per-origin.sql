-- Question: Who signs up too often from one device, address or network?
-- Definition: Sign-up attempts by fingerprint, address, subnet (/24 of IPv4, /48 of IPv6) and autonomous system. An attempt
--   without the value is not counted there.
-- Parameters:
--   kind STRING = '': fingerprint, ip, subnet or as alone; empty for all.
--   min_signups INT64 = 1: origins with fewer sign-up attempts are left out.
-- Columns:
--   kind: fingerprint, ip, subnet or as.
--   origin: The fingerprint, address, network or AS number.
--   signups: Sign-up attempts.
--   registered: Those that made an account.
--   limited: Those a rate limiter refused.
--   first_seen: The first of them in the period.
--   last_seen: The last of them in the period.
-- Alert: More than 30 sign-ups with one fingerprint in a day.
WITH
  origins AS (
    SELECT
      'fingerprint' AS kind,
      fp AS origin,
      COUNT(*) AS signups,
      COUNT(IF(status = 'success', 1, NULL)) AS registered,
      COUNT(IF(error_category = 'rate_limited', 1, NULL)) AS limited,
      MIN(timestamp) AS first_seen,
      MAX(timestamp) AS last_seen
    FROM attempts.v_attempt
    WHERE timestamp >= @from AND timestamp < @to AND action = 'signup' AND fp IS NOT NULL
    GROUP BY fp
    UNION ALL
    SELECT
      'ip' AS kind,
      ip AS origin,
      COUNT(*) AS signups,
      COUNT(IF(status = 'success', 1, NULL)) AS registered,
      COUNT(IF(error_category = 'rate_limited', 1, NULL)) AS limited,
      MIN(timestamp) AS first_seen,
      MAX(timestamp) AS last_seen
    FROM attempts.v_attempt
    WHERE timestamp >= @from AND timestamp < @to AND action = 'signup' AND ip IS NOT NULL
    GROUP BY ip
    UNION ALL
    SELECT
      'subnet' AS kind,
      subnet AS origin,
      COUNT(*) AS signups,
      COUNT(IF(status = 'success', 1, NULL)) AS registered,
      COUNT(IF(error_category = 'rate_limited', 1, NULL)) AS limited,
      MIN(timestamp) AS first_seen,
      MAX(timestamp) AS last_seen
    FROM attempts.v_attempt
    WHERE timestamp >= @from AND timestamp < @to AND action = 'signup' AND subnet IS NOT NULL
    GROUP BY subnet
    UNION ALL
    SELECT
      'as' AS kind,
      as_number AS origin,
      COUNT(*) AS signups,
      COUNT(IF(status = 'success', 1, NULL)) AS registered,
      COUNT(IF(error_category = 'rate_limited', 1, NULL)) AS limited,
      MIN(timestamp) AS first_seen,
      MAX(timestamp) AS last_seen
    FROM attempts.v_attempt
    WHERE timestamp >= @from AND timestamp < @to AND action = 'signup' AND as_number IS NOT NULL
    GROUP BY as_number
  )
SELECT kind, origin, signups, registered, limited, first_seen, last_seen
FROM origins
WHERE (@kind = '' OR kind = @kind)
  AND signups >= @min_signups
ORDER BY signups DESC, kind, origin
