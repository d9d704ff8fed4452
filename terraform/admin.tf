# Dead letters: the page, the API and the archive. The same image as the consumer, as a service of its own: an operator's
# work never slows a push, IAP can stand before it, and it is one instance at most, since one replay runs at a time.

locals {
  # What a caller's token says it is for. The second one is gcloud's own, which `gcloud auth print-identity-token` and
  # `gcloud run services proxy` give to people (cloud.google.com/run/docs/authenticating/developers).
  admin_audience  = "https://${local.names.admin}.${var.project_id}.internal"
  gcloud_audience = "32555940559.apps.googleusercontent.com"

  admin_emails = sort(concat(tolist(var.admin_emails), [local.accounts["scheduler"]]))

  admin_env = merge(
    {
      Consumer__ProjectId              = var.project_id
      Consumer__Dataset                = google_bigquery_dataset.attempts.dataset_id
      Consumer__Table                  = google_bigquery_table.attempts.table_id
      Consumer__Topic                  = google_pubsub_topic.attempts.name
      Consumer__DeadLetterTopic        = google_pubsub_topic.dead_letter.name
      Consumer__DeadLetterSubscription = google_pubsub_subscription.dead_letter.name
      Consumer__Asn__Source            = "gs://${google_storage_bucket.files.name}/${local.asn_object}"
      Consumer__Admin__Store           = "gs://${google_storage_bucket.dead_letters.name}/attempts"
      Consumer__Admin__Lease           = format("00:%02d:%02d", floor(local.dead_letter_ack_seconds / 60), local.dead_letter_ack_seconds % 60)

      # Nothing pushes here. What does not come from Pub/Sub's account is refused all the same.
      Consumer__Oidc__Audiences__0      = local.push_audience
      Consumer__Oidc__Emails__0         = local.accounts["push"]
      Consumer__Oidc__BehindCloudRunIam = "true"

      # Cloud Run has verified bearer tokens' signatures and taken them off; IAP's are verified by the service itself.
      Consumer__Admin__BehindCloudRunIam = "true"
      Consumer__Admin__Audiences__0      = local.admin_audience
      Consumer__Admin__Audiences__1      = local.gcloud_audience
      Consumer__Admin__IapAudiences__0   = coalesce(var.iap_audience, "/projects/${data.google_project.this.number}/locations/${var.region}/services/${local.names.admin}")
    },
    { for index, email in local.admin_emails : "Consumer__Admin__Emails__${index}" => email },
  )
}

resource "google_cloud_run_v2_service" "admin" {
  name                 = local.names.admin
  location             = var.region
  description          = "Dead letters of attempts: looks at them, replays and archives them."
  ingress              = local.ingress[var.admin_ingress]
  invoker_iam_disabled = false
  custom_audiences     = [local.admin_audience]
  deletion_protection  = var.deletion_protection

  template {
    service_account       = local.accounts["admin"]
    timeout               = "300s"
    execution_environment = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      min_instance_count = 0
      max_instance_count = 1
    }

    containers {
      name  = "admin"
      image = var.image

      ports {
        container_port = 8080
      }

      resources {
        cpu_idle          = false # A replay goes on between requests.
        startup_cpu_boost = true
        limits = {
          cpu    = "1"
          memory = "1Gi"
        }
      }

      dynamic "env" {
        for_each = local.admin_env
        content {
          name  = env.key
          value = env.value
        }
      }

      startup_probe {
        http_get {
          path = "/livez"
        }
        period_seconds    = 1
        timeout_seconds   = 1
        failure_threshold = 60
      }
    }
  }

  depends_on = [
    google_project_service.this,
    google_pubsub_subscription_iam_member.admin_reads_dead_letters,
    google_pubsub_topic_iam_member.admin,
  ]
}

resource "google_cloud_run_v2_service_iam_member" "admin_invoker" {
  for_each = merge({ scheduler = local.members["scheduler"] }, { for m in var.admins : m => m })

  name     = google_cloud_run_v2_service.admin.name
  location = google_cloud_run_v2_service.admin.location
  role     = "roles/run.invoker"
  member   = each.value
}

# What it may: take letters and put them back, see the table's schema, keep files in its own bucket.

resource "google_pubsub_subscription_iam_member" "admin_reads_dead_letters" {
  for_each = toset(["roles/pubsub.subscriber", "roles/pubsub.viewer"])

  subscription = google_pubsub_subscription.dead_letter.name
  role         = each.key
  member       = local.members["admin"]
}

resource "google_pubsub_topic_iam_member" "admin" {
  # On the dead-letter topic the look at start only.
  for_each = {
    "attempts publisher" = { topic = google_pubsub_topic.attempts.name, role = "roles/pubsub.publisher" }
    "attempts viewer"    = { topic = google_pubsub_topic.attempts.name, role = "roles/pubsub.viewer" }
    "dead_letter viewer" = { topic = google_pubsub_topic.dead_letter.name, role = "roles/pubsub.viewer" }
  }

  topic  = each.value.topic
  role   = each.value.role
  member = local.members["admin"]
}

resource "google_bigquery_table_iam_member" "admin_sees_schema" {
  dataset_id = google_bigquery_table.attempts.dataset_id
  table_id   = google_bigquery_table.attempts.table_id
  role       = "roles/bigquery.metadataViewer"
  member     = local.members["admin"]
}

resource "google_storage_bucket_iam_member" "admin_reads_files" {
  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectViewer"
  member = local.members["admin"]
}

# Letters that outlive Pub/Sub's 31 days, and how far replays are.
resource "google_storage_bucket" "dead_letters" {
  name                        = local.names.letters_bucket
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = var.dead_letter_archive_days
    }
  }

  depends_on = [google_project_service.this]
}

resource "google_storage_bucket_iam_member" "admin_keeps_letters" {
  bucket = google_storage_bucket.dead_letters.name
  role   = "roles/storage.objectUser"
  member = local.members["admin"]
}

resource "google_cloud_scheduler_job" "archive_dead_letters" {
  name             = "${local.names.admin}-archive"
  region           = var.region
  schedule         = "17 4 * * *"
  time_zone        = "Etc/UTC"
  attempt_deadline = "60s"

  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.admin.uri}/admin/dead-letters/archive?olderThanDays=${var.dead_letter_archive_after_days}"

    oidc_token {
      service_account_email = local.accounts["scheduler"]
      audience              = local.admin_audience
    }
  }

  # 409 while somebody replays.
  retry_config {
    retry_count          = 5
    min_backoff_duration = "300s"
  }

  depends_on = [google_project_service.this]
}
