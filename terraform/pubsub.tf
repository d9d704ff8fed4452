# The way of a message, and why the push subscription has no dead-letter policy unless one is asked for.
#
# Pub/Sub forwards a message to the dead-letter topic after at most 100 failed deliveries. With a pause that doubles from
# 1 s to its most, 600 s, the 99 pauses before the 100th delivery last
#     1 + 2 + 4 + … + 512 = 1,023 s, then 89 × 600 = 53,400 s: 54,423 s, 15.1 hours.
# A BigQuery outage of a day would turn every attempt of its first hours into a dead letter, though nothing is wrong with
# any of them, and the retention promises 31 days. 100 is the most Pub/Sub allows and 600 s the longest pause, so no policy
# can outlast the retention. The consumer therefore dead-letters what can never succeed itself, with the reason; everything
# else is pushed again until it succeeds, and the alert on the oldest message pages long before the retention ends.
#
# What this gives up: a message that kills the process before it can be judged is pushed again every 10 minutes instead of
# being forwarded. The alerts on crashes and on the oldest message show it; max_delivery_attempts = 100 gets rid of it for
# as long as it is set (docs/runbook.md), at the price that `terraform plan` then warns of.

locals {
  retry = {
    minimum_seconds = 1
    maximum_seconds = 600
  }

  retention = "${var.retention_days * 24 * 3600}s"

  # Pub/Sub's own bound, or the one asked for: the pauses before the last delivery, in seconds.
  outage_survived_seconds = sum([
    for n in range(coalesce(var.max_delivery_attempts, 100) - 1) :
    min(local.retry.minimum_seconds * pow(2, n), local.retry.maximum_seconds)
  ])
}

resource "google_pubsub_topic" "attempts" {
  name                       = local.names.topic
  message_retention_duration = "${var.topic_retention_days * 24 * 3600}s"

  message_storage_policy {
    allowed_persistence_regions = local.storage_regions
  }

  depends_on = [google_project_service.this]
}

locals {
  storage_regions = length(var.storage_regions) > 0 ? var.storage_regions : toset([var.region])
}

resource "google_pubsub_topic" "dead_letter" {
  name                       = local.names.dead_letter
  message_retention_duration = local.retention

  message_storage_policy {
    allowed_persistence_regions = local.storage_regions
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_subscription" "consumer" {
  name                       = local.names.subscription
  topic                      = google_pubsub_topic.attempts.id
  ack_deadline_seconds       = var.ack_deadline_seconds
  message_retention_duration = local.retention

  push_config {
    push_endpoint = "${google_cloud_run_v2_service.consumer.uri}/"

    oidc_token {
      service_account_email = local.accounts["push"]
      audience              = local.push_audience
    }
  }

  retry_policy {
    minimum_backoff = "${local.retry.minimum_seconds}s"
    maximum_backoff = "${local.retry.maximum_seconds}s"
  }

  expiration_policy {
    ttl = "" # Never, however long nobody signs up.
  }

  dynamic "dead_letter_policy" {
    for_each = var.max_delivery_attempts == null ? [] : [var.max_delivery_attempts]
    content {
      dead_letter_topic     = google_pubsub_topic.dead_letter.id
      max_delivery_attempts = dead_letter_policy.value
    }
  }

  # Without the right to call the service, every push would be refused from the first one on.
  depends_on = [
    google_cloud_run_v2_service_iam_member.invoker,
    google_service_account_iam_member.pubsub_signs_as_push,
  ]
}

check "no_outage_makes_dead_letters" {
  assert {
    condition     = var.max_delivery_attempts == null
    error_message = "With max_delivery_attempts = ${coalesce(var.max_delivery_attempts, 0)} Pub/Sub gives a message up after ${format("%.1f", local.outage_survived_seconds / 3600)} hours. An outage of BigQuery longer than that makes dead letters of healthy attempts; the retention would have kept them for ${var.retention_days * 24} hours. Set it back to null when the message that needed it is gone."
  }
}

locals {
  dead_letter_ack_seconds = 60
}

# Where letters wait for a person; nothing takes from it by itself. No retry policy: a letter that was only looked at must
# be there again at once.
resource "google_pubsub_subscription" "dead_letter" {
  name                       = local.names.dead_letter
  topic                      = google_pubsub_topic.dead_letter.id
  ack_deadline_seconds       = local.dead_letter_ack_seconds
  message_retention_duration = local.retention

  expiration_policy {
    ttl = ""
  }
}

# Everything, as it came, in files: optional.

resource "google_storage_bucket" "archive" {
  count = var.archive ? 1 : 0

  name                        = local.names.archive_store
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }
    condition {
      age = 30
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = var.archive_days
    }
  }

  depends_on = [google_project_service.this]
}

resource "google_storage_bucket_iam_member" "pubsub_archives" {
  for_each = toset(var.archive ? ["roles/storage.objectCreator", "roles/storage.legacyBucketReader"] : [])

  bucket = google_storage_bucket.archive[0].name
  role   = each.key
  member = local.pubsub_agent
}

resource "google_pubsub_subscription" "archive" {
  count = var.archive ? 1 : 0

  name                       = local.names.archive
  topic                      = google_pubsub_topic.attempts.id
  ack_deadline_seconds       = 300
  message_retention_duration = local.retention

  cloud_storage_config {
    bucket                   = google_storage_bucket.archive[0].name
    filename_prefix          = "attempts/"
    filename_suffix          = ".avro"
    filename_datetime_format = "YYYY-MM-DD/hh_mm_ssZ"
    max_duration             = "300s"
    max_bytes                = 100 * 1024 * 1024

    avro_config {
      write_metadata = true
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = ""
  }

  depends_on = [google_storage_bucket_iam_member.pubsub_archives]
}
