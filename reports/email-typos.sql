-- Question: Which email domains do players mistype?
-- Definition: Attempts with an email whose domain looks like a typo of another (gmul.com for gmail.com), as the consumer found.
-- Columns:
--   typed: The domain as typed.
--   suggested: The domain that was probably meant.
--   attempts: Attempts with it.
--   emails: Different emails.
--   registered: Accounts made with it: their mails will not arrive.
-- Alert: none
SELECT
  email_domain AS typed,
  email_domain_suggestion AS suggested,
  COUNT(*) AS attempts,
  COUNT(DISTINCT email) AS emails,
  COUNT(IF(action = 'signup' AND status = 'success', 1, NULL)) AS registered
FROM attempts.v_attempt
WHERE timestamp >= @from
  AND timestamp < @to
  AND email_domain_suggestion IS NOT NULL
GROUP BY email_domain, email_domain_suggestion
ORDER BY attempts DESC, typed, suggested
