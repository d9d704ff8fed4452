-- Question: Which columns are filled, and which are missing, for each action?
-- Definition: For every action and every column that should be known of most attempts, how many rows have a value. What a
--   column cannot have (a login has no currency) is read with the action in mind; a share that falls from one day to the next is
--   a publisher that lost a field.
-- Columns:
--   action: What was attempted.
--   column_name: The table's column.
--   attempts: Attempts of that action.
--   filled: Attempts with a value.
--   share: filled / attempts.
-- Alert: none
WITH
  counted AS (
    SELECT
      action,
      COUNT(*) AS attempts,
      COUNT(user_agent) AS n_user_agent,
      COUNT(ip) AS n_ip,
      COUNT(geo) AS n_geo,
      COUNT(as_number) AS n_as_number,
      COUNT(domain) AS n_domain,
      COUNT(path) AS n_path,
      COUNT(fp) AS n_fp,
      COUNT(referrer) AS n_referrer,
      COUNT(email) AS n_email,
      COUNT(country) AS n_country,
      COUNT(currency) AS n_currency,
      COUNT(phone) AS n_phone,
      COUNT(status) AS n_status,
      COUNT(aff_data) AS n_aff_data,
      COUNT(duration) AS n_duration,
      COUNT(producer) AS n_producer,
      COUNT(sequence) AS n_sequence,
      COUNT(ingested_at) AS n_ingested_at,
      COUNT(operation) AS n_operation,
      COUNT(http_status) AS n_http_status,
      COUNT(brand) AS n_brand,
      COUNT(client_id) AS n_client_id,
      COUNT(request_id) AS n_request_id,
      COUNT(trace_id) AS n_trace_id,
      COUNT(email_domain) AS n_email_domain,
      COUNT(IF(deposit IS NULL, NULL, 1)) AS n_deposit,
      COUNT(IF(verification IS NULL, NULL, 1)) AS n_verification
    FROM attempts.v_attempt
    WHERE timestamp >= @from
      AND timestamp < @to
    GROUP BY action
  ),
  listed AS (
    SELECT action, 'user_agent' AS column_name, attempts, n_user_agent AS filled FROM counted
    UNION ALL
    SELECT action, 'ip' AS column_name, attempts, n_ip AS filled FROM counted
    UNION ALL
    SELECT action, 'geo' AS column_name, attempts, n_geo AS filled FROM counted
    UNION ALL
    SELECT action, 'as_number' AS column_name, attempts, n_as_number AS filled FROM counted
    UNION ALL
    SELECT action, 'domain' AS column_name, attempts, n_domain AS filled FROM counted
    UNION ALL
    SELECT action, 'path' AS column_name, attempts, n_path AS filled FROM counted
    UNION ALL
    SELECT action, 'fp' AS column_name, attempts, n_fp AS filled FROM counted
    UNION ALL
    SELECT action, 'referrer' AS column_name, attempts, n_referrer AS filled FROM counted
    UNION ALL
    SELECT action, 'email' AS column_name, attempts, n_email AS filled FROM counted
    UNION ALL
    SELECT action, 'country' AS column_name, attempts, n_country AS filled FROM counted
    UNION ALL
    SELECT action, 'currency' AS column_name, attempts, n_currency AS filled FROM counted
    UNION ALL
    SELECT action, 'phone' AS column_name, attempts, n_phone AS filled FROM counted
    UNION ALL
    SELECT action, 'status' AS column_name, attempts, n_status AS filled FROM counted
    UNION ALL
    SELECT action, 'aff_data' AS column_name, attempts, n_aff_data AS filled FROM counted
    UNION ALL
    SELECT action, 'duration' AS column_name, attempts, n_duration AS filled FROM counted
    UNION ALL
    SELECT action, 'producer' AS column_name, attempts, n_producer AS filled FROM counted
    UNION ALL
    SELECT action, 'sequence' AS column_name, attempts, n_sequence AS filled FROM counted
    UNION ALL
    SELECT action, 'ingested_at' AS column_name, attempts, n_ingested_at AS filled FROM counted
    UNION ALL
    SELECT action, 'operation' AS column_name, attempts, n_operation AS filled FROM counted
    UNION ALL
    SELECT action, 'http_status' AS column_name, attempts, n_http_status AS filled FROM counted
    UNION ALL
    SELECT action, 'brand' AS column_name, attempts, n_brand AS filled FROM counted
    UNION ALL
    SELECT action, 'client_id' AS column_name, attempts, n_client_id AS filled FROM counted
    UNION ALL
    SELECT action, 'request_id' AS column_name, attempts, n_request_id AS filled FROM counted
    UNION ALL
    SELECT action, 'trace_id' AS column_name, attempts, n_trace_id AS filled FROM counted
    UNION ALL
    SELECT action, 'email_domain' AS column_name, attempts, n_email_domain AS filled FROM counted
    UNION ALL
    SELECT action, 'deposit' AS column_name, attempts, n_deposit AS filled FROM counted
    UNION ALL
    SELECT action, 'verification' AS column_name, attempts, n_verification AS filled FROM counted
  )
SELECT action, column_name, attempts, filled, filled * 1.0 / attempts AS share
FROM listed
ORDER BY action, column_name
