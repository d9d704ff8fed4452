# For the API's team

output "topic" {
  description = "The topic the API publishes to."
  value       = google_pubsub_topic.attempts.name
}

output "publisher_service_account" {
  description = "Run the API as this account, or let its own account act as it: it may publish to the topic and read the pseudonymization key, nothing else."
  value       = local.accounts["publisher"]
}

output "hmac_secret" {
  description = "Where the pseudonymization key lies: Secret Manager's name, without a version."
  value       = google_secret_manager_secret.hmac_key.id
}

# For analysts

output "table" {
  description = "The table as SQL names it."
  value       = "${var.project_id}.${google_bigquery_dataset.attempts.dataset_id}.${google_bigquery_table.attempts.table_id}"
}

output "views" {
  description = "The views as SQL names them."
  value       = [for name in sort(keys(local.view_files)) : "${var.project_id}.${google_bigquery_dataset.attempts.dataset_id}.${name}"]
}

output "metabase_service_account" {
  description = "The account Metabase queries as: personal data masked."
  value       = local.accounts["metabase"]
}

# For operators

output "consumer_url" {
  description = "The consumer: its push endpoint and what it says of its health, for Pub/Sub and var.admins only."
  value       = google_cloud_run_v2_service.consumer.uri
}

output "admin_env" {
  description = "The settings of the dead letters' service."
  value       = local.admin_env
}

output "admin_url" {
  description = "Where the dead letters' page and API are; docs/deploy.md says how to get in."
  value       = google_cloud_run_v2_service.admin.uri
}

output "consumer_env" {
  description = "The consumer's settings."
  value       = local.consumer_env
}

output "push_audience" {
  description = "The audience of the tokens that pushes carry."
  value       = local.push_audience
}

output "push_service_account" {
  description = "The account pushes come from."
  value       = local.accounts["push"]
}

output "dead_letter_topic" {
  description = "Where the consumer puts what can never become a row."
  value       = google_pubsub_topic.dead_letter.name
}

output "dead_letter_subscription" {
  description = "Where the dead letters wait."
  value       = google_pubsub_subscription.dead_letter.name
}

output "asn_file" {
  description = "The IP-to-AS file."
  value       = "gs://${google_storage_bucket.files.name}/${local.asn_object}"
}

output "image_repository" {
  description = "Where cloudbuild.yaml pushes images."
  value       = local.image_repository
}

output "build_service_accounts" {
  description = "Cloud Build's accounts: the one that plans, the one that applies after approval."
  value       = { plan = local.accounts["build"], apply = local.accounts["deploy"] }
}
