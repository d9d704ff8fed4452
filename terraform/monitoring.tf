# Who is paged for what. Every alert carries its section of docs/runbook.md in full, and a link to it: the one who is woken
# reads what to do in the notification itself. All but one of the alerts stand on metrics that Google writes anyway; crashes
# are matched in the log directly, so there is no log-based metric to pay for.

locals {
  runbook = {
    for section in slice(split("\n## ", file("${path.module}/../docs/runbook.md")), 1, length(split("\n## ", file("${path.module}/../docs/runbook.md")))) :
    replace(lower(split("\n", section)[0]), " ", "-") => "## ${trimspace(section)}"
  }

  runbook_url = coalesce(var.runbook_url, "https://storage.cloud.google.com/${google_storage_bucket.files.name}/${google_storage_bucket_object.runbook.name}")

  subscription_filter = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${local.names.subscription}\""
  revision_filter     = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${local.names.service}\""
  insert_filter       = "metric.type = \"serviceruntime.googleapis.com/api/request_count\" AND resource.type = \"consumed_api\" AND resource.labels.service = \"bigquery.googleapis.com\" AND resource.labels.method = monitoring.regex.full_match(\".*InsertAll\")"

  # key: the section of the runbook. period: what is summed or sampled; duration: how long it must hold.
  thresholds = {
    dead-letters = {
      title     = "there are dead letters"
      severity  = "WARNING"
      filter    = "metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${local.names.dead_letter}\""
      aligner   = "ALIGN_MAX"
      reducer   = "REDUCE_SUM"
      period    = "60s"
      duration  = "0s"
      threshold = 0
      out_of    = null
    }
    oldest-message-waits = {
      title     = "an attempt has waited ${var.max_unacked_age_seconds} s for its row"
      severity  = "CRITICAL"
      filter    = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND ${local.subscription_filter}"
      aligner   = "ALIGN_MAX"
      reducer   = "REDUCE_MAX"
      period    = "60s"
      duration  = "60s"
      threshold = var.max_unacked_age_seconds
      out_of    = null
    }
    pushes-fail = {
      title     = "more than 5 % of pushes fail"
      severity  = "CRITICAL"
      filter    = "metric.type = \"pubsub.googleapis.com/subscription/push_request_count\" AND ${local.subscription_filter} AND metric.labels.response_class != \"ack\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      period    = "300s"
      duration  = "0s"
      threshold = 0.05
      out_of    = "metric.type = \"pubsub.googleapis.com/subscription/push_request_count\" AND ${local.subscription_filter}"
    }
    inserts-fail = {
      title     = "BigQuery refuses more than 1 % of insert calls"
      severity  = "CRITICAL"
      filter    = "${local.insert_filter} AND metric.labels.response_code_class != \"2xx\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      period    = "300s"
      duration  = "0s"
      threshold = 0.01
      out_of    = local.insert_filter
    }
    rows-are-late = {
      title     = "1 % of pushes take longer than ${var.max_push_latency_seconds} s to become rows"
      severity  = "WARNING"
      filter    = "metric.type = \"pubsub.googleapis.com/subscription/push_request_latencies\" AND ${local.subscription_filter}"
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_PERCENTILE_99"
      period    = "300s"
      duration  = "300s"
      threshold = var.max_push_latency_seconds * 1000 * 1000 # The metric counts microseconds.
      out_of    = null
    }
    ip-to-as-file-is-old = {
      title     = "the IP-to-AS file could not be refreshed"
      severity  = "WARNING"
      filter    = "metric.type = \"run.googleapis.com/job/completed_execution_count\" AND resource.type = \"cloud_run_job\" AND resource.labels.job_name = \"${local.names.asn_refresh}\" AND metric.labels.result = \"failed\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      period    = "3600s"
      duration  = "0s"
      threshold = 0
      out_of    = null
    }
  }

  channels = concat(tolist(var.notification_channels), [for c in google_monitoring_notification_channel.email : c.id])
}

resource "google_storage_bucket_object" "runbook" {
  bucket       = google_storage_bucket.files.name
  name         = "runbook.md"
  source       = "${path.module}/../docs/runbook.md"
  content_type = "text/plain; charset=utf-8"
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.alert_emails

  display_name = "attempts: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }

  depends_on = [google_project_service.this]
}

check "somebody_is_paged" {
  assert {
    condition     = length(var.alert_emails) + length(var.notification_channels) > 0
    error_message = "No alert reaches anybody: give alert_emails or notification_channels."
  }
}

resource "google_monitoring_alert_policy" "threshold" {
  for_each = local.thresholds

  display_name          = "attempts${local.suffix}: ${each.value.title}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter             = each.value.filter
      denominator_filter = each.value.out_of
      comparison         = "COMPARISON_GT"
      threshold_value    = each.value.threshold
      duration           = each.value.duration

      aggregations {
        alignment_period     = each.value.period
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
      }

      dynamic "denominator_aggregations" {
        for_each = each.value.out_of == null ? [] : [each.value]
        content {
          alignment_period     = each.value.period
          per_series_aligner   = each.value.aligner
          cross_series_reducer = each.value.reducer
        }
      }
    }
  }

  documentation {
    content   = local.runbook[each.key]
    mime_type = "text/markdown"
    links {
      display_name = "Runbook: ${each.value.title}"
      url          = "${local.runbook_url}#${each.key}"
    }
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "no_attempts" {
  count = var.expect_traffic ? 1 : 0

  display_name          = "attempts${local.suffix}: nobody has attempted anything for 15 minutes"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  # A topic nobody publishes to stops having the metric at all, some minutes after it stood at nought.
  conditions {
    display_name = "no publish call succeeds"
    condition_threshold {
      filter          = local.publish_filter
      comparison      = "COMPARISON_LT"
      threshold_value = 1
      duration        = "0s"
      aggregations {
        alignment_period     = "900s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  conditions {
    display_name = "there are no publish calls"
    condition_absent {
      filter   = local.publish_filter
      duration = "900s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content   = local.runbook["no-attempts"]
    mime_type = "text/markdown"
    links {
      display_name = "Runbook: no attempts"
      url          = "${local.runbook_url}#no-attempts"
    }
  }

  depends_on = [google_project_service.this]
}

locals {
  publish_filter = "metric.type = \"pubsub.googleapis.com/topic/send_request_count\" AND resource.type = \"pubsub_topic\" AND resource.labels.topic_id = \"${local.names.topic}\" AND metric.labels.response_class = \"success\""
}

resource "google_monitoring_alert_policy" "crashes" {
  display_name          = "attempts${local.suffix}: the consumer crashes"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "Cloud Run reports that a container ended, ran out of memory or did not start"
    condition_matched_log {
      filter = <<-FILTER
        ${local.revision_filter}
        log_id("run.googleapis.com/varlog/system")
        textPayload =~ "Container called exit|Uncaught signal|terminated on signal|Memory limit|failed to start|probe failed"
      FILTER
    }
  }

  alert_strategy {
    auto_close = "1800s"
    notification_rate_limit {
      period = "300s"
    }
  }

  documentation {
    content   = local.runbook["the-consumer-crashes"]
    mime_type = "text/markdown"
    links {
      display_name = "Runbook: the consumer crashes"
      url          = "${local.runbook_url}#the-consumer-crashes"
    }
  }

  depends_on = [google_project_service.this]
}

# One page that answers: does it flow, how fast, what is stuck, what does it cost us in instances.

locals {
  charts = [
    { title = "Publish calls by outcome (/s)", filter = "metric.type = \"pubsub.googleapis.com/topic/send_request_count\" resource.type = \"pubsub_topic\" resource.labels.topic_id = \"${local.names.topic}\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.labels.response_class"] },
    { title = "Pushes by outcome (/s)", filter = "metric.type = \"pubsub.googleapis.com/subscription/push_request_count\" ${local.subscription_filter}", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.labels.response_class"] },
    { title = "Push to row, p99 (µs)", filter = "metric.type = \"pubsub.googleapis.com/subscription/push_request_latencies\" ${local.subscription_filter}", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_99", by = [] },
    { title = "Push to row, p50 (µs)", filter = "metric.type = \"pubsub.googleapis.com/subscription/push_request_latencies\" ${local.subscription_filter}", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_50", by = [] },
    { title = "Oldest attempt without a row (s)", filter = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" ${local.subscription_filter}", aligner = "ALIGN_MAX", reducer = "REDUCE_MAX", by = [] },
    { title = "Attempts without a row", filter = "metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\" ${local.subscription_filter}", aligner = "ALIGN_MEAN", reducer = "REDUCE_SUM", by = [] },
    { title = "Dead letters", filter = local.thresholds["dead-letters"].filter, aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = [] },
    { title = "Insert calls by answer (/s)", filter = local.insert_filter, aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.labels.response_code_class"] },
    { title = "Rows' bytes streamed (/s)", filter = "metric.type = \"bigquery.googleapis.com/storage/uploaded_bytes\" resource.type = \"bigquery_dataset\" resource.labels.dataset_id = \"${local.names.dataset}\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = [] },
    { title = "Instances by state", filter = "metric.type = \"run.googleapis.com/container/instance_count\" ${local.revision_filter}", aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = ["metric.labels.state"] },
    { title = "CPU used, p99 of instances", filter = "metric.type = \"run.googleapis.com/container/cpu/utilizations\" ${local.revision_filter}", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_99", by = [] },
    { title = "Memory used, p99 of instances", filter = "metric.type = \"run.googleapis.com/container/memory/utilizations\" ${local.revision_filter}", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_99", by = [] },
  ]
}

resource "google_monitoring_dashboard" "attempts" {
  dashboard_json = jsonencode({
    displayName = "Attempts${var.environment == "prod" ? "" : " (${var.environment})"}"
    mosaicLayout = {
      columns = 12
      tiles = [
        for i, chart in local.charts : {
          xPos   = (i % 3) * 4
          yPos   = floor(i / 3) * 4
          width  = 4
          height = 4
          widget = {
            title = chart.title
            xyChart = {
              dataSets = [{
                plotType   = "LINE"
                targetAxis = "Y1"
                timeSeriesQuery = {
                  timeSeriesFilter = {
                    filter = chart.filter
                    aggregation = {
                      alignmentPeriod    = "60s"
                      perSeriesAligner   = chart.aligner
                      crossSeriesReducer = chart.reducer
                      groupByFields      = chart.by
                    }
                  }
                }
              }]
            }
          }
        }
      ]
    }
  })

  depends_on = [google_project_service.this]
}
