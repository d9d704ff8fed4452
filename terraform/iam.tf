# Who may do what. One account per job, each right on the one resource it is for, no keys.
# Every right is a single member (never a binding), so that what others granted in the project stays.

locals {
  account_purposes = {
    publisher = "The API: publishes attempts, reads the pseudonymization key."
    consumer  = "The consumer: writes rows, writes dead letters."
    admin     = "The dead letters' page and API: takes letters, puts them back, archives them."
    push      = "Pub/Sub, when it calls the consumer."
    metabase  = "Metabase: queries, personal data masked."
    asn       = "The job that fetches the IP-to-AS file."
    scheduler = "Starts that job."
    build     = "Cloud Build: builds, plans, sends the smoke test's attempt."
    deploy    = "Cloud Build after approval: applies."
  }

  # Known before anything exists, so that a plan shows who gets what.
  accounts = { for key, account in google_service_account.this : key => "${account.account_id}@${var.project_id}.iam.gserviceaccount.com" }
  members  = { for key, email in local.accounts : key => "serviceAccount:${email}" }

  analysts = merge({ for m in var.analysts : m => m }, { metabase = local.members["metabase"] })
}

resource "google_service_account" "this" {
  for_each = local.account_purposes

  account_id   = "attempts-${each.key}${local.suffix}"
  display_name = "attempts ${each.key}${var.environment == "prod" ? "" : " (${var.environment})"}"
  description  = each.value

  depends_on = [google_project_service.this]
}

# The API

resource "google_pubsub_topic_iam_member" "publisher" {
  # viewer: at start the publisher checks that the topic is there, and says so when it is not.
  for_each = toset(["roles/pubsub.publisher", "roles/pubsub.viewer"])

  topic  = google_pubsub_topic.attempts.name
  role   = each.key
  member = local.members["publisher"]
}

resource "google_secret_manager_secret_iam_member" "publisher_reads_key" {
  secret_id = google_secret_manager_secret.hmac_key.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.members["publisher"]
}

# The consumer

resource "google_project_iam_custom_role" "row_writer" {
  role_id     = "attemptsRowWriter${replace(title(local.suffix), "-", "")}"
  title       = "Attempts row writer${var.environment == "prod" ? "" : " (${var.environment})"}"
  description = "Streams rows into a table and reads its schema. roles/bigquery.dataEditor could read and delete as well."
  permissions = ["bigquery.tables.get", "bigquery.tables.updateData"]

  depends_on = [google_project_service.this]
}

resource "google_bigquery_table_iam_member" "consumer_writes_rows" {
  dataset_id = google_bigquery_table.attempts.dataset_id
  table_id   = google_bigquery_table.attempts.table_id
  role       = google_project_iam_custom_role.row_writer.name
  member     = local.members["consumer"]
}

resource "google_pubsub_topic_iam_member" "consumer" {
  # For what can never succeed; viewer for the look at start.
  for_each = toset(["roles/pubsub.publisher", "roles/pubsub.viewer"])

  topic  = google_pubsub_topic.dead_letter.name
  role   = each.key
  member = local.members["consumer"]
}

# Pub/Sub itself

resource "google_service_account_iam_member" "pubsub_signs_as_push" {
  service_account_id = google_service_account.this["push"].name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}

# For max_delivery_attempts: a policy without these two rights silently forwards nothing, so they are always there.
resource "google_pubsub_topic_iam_member" "pubsub_forwards" {
  topic  = google_pubsub_topic.dead_letter.name
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "pubsub_forwards" {
  subscription = google_pubsub_subscription.consumer.name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

# Those who ask questions

resource "google_bigquery_dataset_iam_member" "analyst" {
  for_each = merge(local.analysts, { for m in var.pii_readers : m => m })

  dataset_id = google_bigquery_dataset.attempts.dataset_id
  role       = "roles/bigquery.dataViewer"
  member     = each.value
}

resource "google_project_iam_member" "job_user" {
  for_each = merge(local.analysts, { for m in var.pii_readers : m => m }, { build = local.members["build"] })

  project = var.project_id
  role    = "roles/bigquery.jobUser"
  member  = each.value
}

resource "google_storage_bucket_iam_member" "runbook_readers" {
  for_each = var.admins

  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectViewer"
  member = each.key
}
