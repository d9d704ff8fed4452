-- Question: Is the site slower for some countries than for the EU?
-- Definition: Response times in whole milliseconds, by the country the request came from, against all requests from the 27
--   countries of the EU. Percentiles are exact, by nearest rank. Few samples say little: look at samples first.
-- Parameters:
--   action STRING = '': one action alone; empty for all.
--   min_samples INT64 = 1: countries with fewer requests are left out.
--   min_slower FLOAT64 = -1.0: countries less slower than that are left out; 0.2 is 20 %.
-- Columns:
--   country: ISO 3166 alpha-2; XX unknown, T1 Tor.
--   samples: Requests measured.
--   p50_ms: Half of them were answered within this time.
--   p95_ms: 95 % were.
--   eu_p50_ms: The same of the EU.
--   eu_p95_ms: The same of the EU.
--   slower_p50: p50_ms / eu_p50_ms - 1: 0.2 is 20 % slower.
--   slower_p95: p95_ms / eu_p95_ms - 1.
-- Alert: A country with at least 100 requests in a day whose p95 is 20 % slower than the EU's.
WITH
  durations AS (
    SELECT COALESCE(geo, 'XX') AS country, duration_ms, COUNT(*) AS requests
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
      AND (@action = '' OR action = @action)
      AND duration_ms IS NOT NULL
    GROUP BY COALESCE(geo, 'XX'), duration_ms
  ),
  areas AS (
    SELECT 0 AS is_eu, country, duration_ms, requests
    FROM durations
    UNION ALL
    SELECT 1 AS is_eu, 'EU' AS country, duration_ms, SUM(requests) AS requests
    FROM durations
    WHERE country IN (
        'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU',
        'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'
      )
    GROUP BY duration_ms
  ),
  ranked AS (
    SELECT
      is_eu,
      country,
      duration_ms,
      SUM(requests) OVER (PARTITION BY is_eu, country ORDER BY duration_ms) AS place,
      SUM(requests) OVER (PARTITION BY is_eu, country) AS samples
    FROM areas
  ),
  percentiles AS (
    SELECT
      is_eu,
      country,
      MAX(samples) AS samples,
      MIN(IF(place * 100 >= samples * 50, duration_ms, NULL)) AS p50_ms,
      MIN(IF(place * 100 >= samples * 95, duration_ms, NULL)) AS p95_ms
    FROM ranked
    GROUP BY is_eu, country
  ),
  eu AS (
    SELECT MAX(p50_ms) AS p50_ms, MAX(p95_ms) AS p95_ms
    FROM percentiles
    WHERE is_eu = 1
  )
SELECT
  percentiles.country AS country,
  percentiles.samples AS samples,
  percentiles.p50_ms AS p50_ms,
  percentiles.p95_ms AS p95_ms,
  eu.p50_ms AS eu_p50_ms,
  eu.p95_ms AS eu_p95_ms,
  percentiles.p50_ms * 1.0 / NULLIF(eu.p50_ms, 0) - 1 AS slower_p50,
  percentiles.p95_ms * 1.0 / NULLIF(eu.p95_ms, 0) - 1 AS slower_p95
FROM percentiles
CROSS JOIN eu
WHERE percentiles.is_eu = 0
  AND percentiles.samples >= @min_samples
  AND (@min_slower <= -1.0 OR percentiles.p95_ms * 1.0 / NULLIF(eu.p95_ms, 0) - 1 >= @min_slower)
ORDER BY slower_p95 DESC, country
