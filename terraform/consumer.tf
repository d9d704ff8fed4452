locals {
  # What a push's token says it is for. A name of ours rather than the service's URL, which is known only once the service
  # is there: the service needs to be told what to expect.
  push_audience = "https://${local.names.service}.${var.project_id}.internal"

  # The consumer answers before Pub/Sub hangs up.
  push_deadline_seconds = floor(var.ack_deadline_seconds * 0.8)

  consumer_env = merge(
    {
      Consumer__ProjectId       = var.project_id
      Consumer__Dataset         = google_bigquery_dataset.attempts.dataset_id
      Consumer__Table           = google_bigquery_table.attempts.table_id
      Consumer__DeadLetterTopic = google_pubsub_topic.dead_letter.name
      Consumer__PushDeadline    = format("00:00:%02d", local.push_deadline_seconds)
      Consumer__Topic           = google_pubsub_topic.attempts.name
      Consumer__Admin__IsOn     = "false" # admin.tf
      Consumer__Asn__Source     = "gs://${google_storage_bucket.files.name}/${local.asn_object}"

      # Cloud Run has verified the token's signature and taken it off; the consumer looks at whom and what it is for.
      Consumer__Oidc__Audiences__0      = local.push_audience
      Consumer__Oidc__Emails__0         = local.accounts["push"]
      Consumer__Oidc__BehindCloudRunIam = "true"
    },
    var.consumer_env,
  )

  ingress = {
    internal      = "INGRESS_TRAFFIC_INTERNAL_ONLY"
    load-balancer = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
    all           = "INGRESS_TRAFFIC_ALL"
  }
}

resource "google_cloud_run_v2_service" "consumer" {
  name                 = local.names.service
  location             = var.region
  description          = "Turns attempts from Pub/Sub into rows of BigQuery."
  ingress              = local.ingress[var.ingress]
  invoker_iam_disabled = false
  custom_audiences     = [local.push_audience]
  deletion_protection  = var.deletion_protection

  template {
    service_account                  = local.accounts["consumer"]
    max_instance_request_concurrency = var.concurrency
    timeout                          = "${var.ack_deadline_seconds + 5}s"
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      min_instance_count = var.min_instances
      max_instance_count = var.max_instances
    }

    containers {
      name  = "consumer"
      image = var.image

      ports {
        container_port = 8080
      }

      resources {
        cpu_idle          = !var.instance_based_billing
        startup_cpu_boost = true
        limits = {
          cpu    = var.cpu
          memory = var.memory
        }
      }

      dynamic "env" {
        for_each = local.consumer_env
        content {
          name  = env.key
          value = env.value
        }
      }

      # Both ask whether the process is well, not whether BigQuery is: in an outage the service must stay up to answer 503,
      # by which Pub/Sub slows down. /readyz says what it misses.
      startup_probe {
        http_get {
          path = "/livez"
        }
        period_seconds    = 1
        timeout_seconds   = 1
        failure_threshold = 60
      }

      liveness_probe {
        http_get {
          path = "/livez"
        }
        period_seconds    = 10
        timeout_seconds   = 5
        failure_threshold = 3
      }
    }
  }

  traffic {
    type     = var.pinned_revision == null ? "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" : "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION"
    revision = var.pinned_revision
    percent  = 100
  }

  depends_on = [
    google_project_service.this,
    google_bigquery_table_iam_member.consumer_writes_rows,
    google_pubsub_topic_iam_member.consumer,
  ]
}

# The only members that get in. Nothing else in this directory grants roles/run.invoker on the service.
resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = local.invokers

  name     = google_cloud_run_v2_service.consumer.name
  location = google_cloud_run_v2_service.consumer.location
  role     = "roles/run.invoker"
  member   = each.value
}

locals {
  invokers = merge({ push = local.members["push"] }, { for m in var.admins : m => m })
}

# One request log a push would cost more than the push itself (docs/costs.md). One in a hundred is kept, and every push that
# was not answered with success.
resource "google_logging_project_exclusion" "successful_pushes" {
  name        = "attempts-successful-pushes${local.suffix}"
  description = "99 % of the consumer's successful requests."
  filter      = <<-FILTER
    resource.type = "cloud_run_revision"
    resource.labels.service_name = "${local.names.service}"
    log_id("run.googleapis.com/requests")
    httpRequest.status < 300
    NOT sample(insertId, 0.01)
  FILTER

  depends_on = [google_project_service.this]
}
