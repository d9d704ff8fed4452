-- Question: Which mirror domains and which referring sites do attempts come from?
-- Definition: Attempts by the host that accepted the request and the host of the Referer header ((none) where there is none).
-- Columns:
--   domain: The host that accepted the request.
--   referring_site: The host of the page before.
--   attempts: All attempts.
--   signups: Sign-up attempts.
--   registered: Accounts made.
--   errors: Attempts with status error.
--   error_rate: errors / attempts.
-- Alert: none
SELECT
  domain,
  COALESCE(referrer_host, '(none)') AS referring_site,
  COUNT(*) AS attempts,
  COUNT(IF(action = 'signup', 1, NULL)) AS signups,
  COUNT(IF(action = 'signup' AND status = 'success', 1, NULL)) AS registered,
  COUNT(IF(status = 'error', 1, NULL)) AS errors,
  COUNT(IF(status = 'error', 1, NULL)) * 1.0 / COUNT(*) AS error_rate
FROM attempts.v_attempt
WHERE timestamp >= @from
  AND timestamp < @to
GROUP BY domain, referring_site
ORDER BY attempts DESC, domain, referring_site
