-- Question: How much comes from hosting networks, where players do not live?
-- Definition: Attempts by action, and how many of those whose network is known come from hosting or data-center networks. Bots,
--   VPNs and scrapers sit there; a success rate far from the others' tells which.
-- Columns:
--   action: What was attempted.
--   attempts: All attempts.
--   known: Attempts whose network is known.
--   hosting: Attempts from hosting networks.
--   hosting_share: hosting / known.
--   hosting_success_rate: Successes among them.
--   other_success_rate: Successes among the other known ones.
-- Alert: none
SELECT
  action,
  COUNT(*) AS attempts,
  COUNT(as_hosting) AS known,
  COUNT(IF(as_hosting, 1, NULL)) AS hosting,
  COUNT(IF(as_hosting, 1, NULL)) * 1.0 / NULLIF(COUNT(as_hosting), 0) AS hosting_share,
  COUNT(IF(as_hosting AND status = 'success', 1, NULL)) * 1.0
    / NULLIF(COUNT(IF(as_hosting, 1, NULL)), 0) AS hosting_success_rate,
  COUNT(IF(NOT as_hosting AND status = 'success', 1, NULL)) * 1.0
    / NULLIF(COUNT(IF(NOT as_hosting, 1, NULL)), 0) AS other_success_rate
FROM attempts.v_attempt
WHERE timestamp >= @from
  AND timestamp < @to
GROUP BY action
ORDER BY action
