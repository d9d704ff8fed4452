-- Question: Which errors do players of which country meet?
-- Definition: An attempt counts once for every code it failed with: its own, or those of its fields where it lists them. The
--   country is the one the request came from; XX where it is unknown.
-- Parameters:
--   action STRING = '': one action alone; empty for all.
--   min_attempts INT64 = 1: codes and countries with fewer attempts are left out.
-- Columns:
--   code: The error's code.
--   country: Where the request came from, ISO 3166 alpha-2; XX unknown, T1 Tor.
--   attempts: Attempts that failed with it.
--   visitors: Different fingerprints, or addresses where there is none.
--   share: attempts / all attempts with this code.
--   first_seen: The first of them in the period.
--   last_seen: The last of them in the period.
-- Alert: none
SELECT
  code,
  country,
  attempts,
  visitors,
  attempts * 1.0 / SUM(attempts) OVER (PARTITION BY code) AS share,
  first_seen,
  last_seen
FROM (
  SELECT
    code,
    COALESCE(geo, 'XX') AS country,
    COUNT(DISTINCT attempt_id) AS attempts,
    COUNT(DISTINCT visitor) AS visitors,
    MIN(timestamp) AS first_seen,
    MAX(timestamp) AS last_seen
  FROM attempts.v_attempt_error
  WHERE timestamp >= @from
    AND timestamp < @to
    AND (@action = '' OR action = @action)
  GROUP BY code, country
  HAVING COUNT(DISTINCT attempt_id) >= @min_attempts
) AS counted
ORDER BY attempts DESC, code, country
