-- Question: Does everything arrive, once, and in time?
-- Definition: Over the whole period: rows in the table, repeats among them, how long a record took from the request to the row
--   (exact percentiles, by nearest rank), and how long ago the last attempt was. Dead letters are not in the table: they are
--   among the missing of the report ledger-producers.
-- Parameters:
--   min_silence_minutes FLOAT64 = -1.0: no row while the last attempt is more recent; for alerts.
-- Columns:
--   attempts: Attempts, repeats folded.
--   repeats: Rows beyond one per attempt.
--   repeat_share: repeats / rows.
--   lag_p50_ms: Half of the rows were built within this many milliseconds of their request.
--   lag_p95_ms: 95 % were.
--   last_attempt: The last attempt in the period.
--   minutes_since_last: From there to the end of the period.
-- Alert: No attempt for 15 minutes.
WITH
  received AS (
    SELECT COUNT(*) AS arrived
    FROM attempts.attempts
    WHERE timestamp >= @from
      AND timestamp < @to
  ),
  lags AS (
    SELECT lag_ms, COUNT(*) AS requests, MAX(timestamp) AS last_attempt, MAX(timestamp_ms) AS last_ms
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
    GROUP BY lag_ms
  ),
  ranked AS (
    SELECT
      lag_ms,
      requests,
      last_attempt,
      last_ms,
      SUM(IF(lag_ms IS NULL, 0, requests)) OVER (ORDER BY lag_ms) AS place,
      SUM(IF(lag_ms IS NULL, 0, requests)) OVER () AS samples
    FROM lags
  ),
  summary AS (
    SELECT
      COALESCE(SUM(requests), 0) AS attempts,
      MIN(IF(place * 100 >= samples * 50, lag_ms, NULL)) AS lag_p50_ms,
      MIN(IF(place * 100 >= samples * 95, lag_ms, NULL)) AS lag_p95_ms,
      MAX(last_attempt) AS last_attempt,
      MAX(last_ms) AS last_ms
    FROM ranked
  )
SELECT
  summary.attempts AS attempts,
  received.arrived - summary.attempts AS repeats,
  (received.arrived - summary.attempts) * 1.0 / NULLIF(received.arrived, 0) AS repeat_share,
  summary.lag_p50_ms AS lag_p50_ms,
  summary.lag_p95_ms AS lag_p95_ms,
  summary.last_attempt AS last_attempt,
  (@to_ms - summary.last_ms) / 60000.0 AS minutes_since_last
FROM summary
CROSS JOIN received
WHERE @min_silence_minutes < 0.0
  OR summary.last_ms IS NULL
  OR (@to_ms - summary.last_ms) / 60000.0 >= @min_silence_minutes
