# Names: plain in prod, with the environment's name everywhere else, so that two environments share a project.

variables {
  project_id   = "test-project"
  image        = "europe-west1-docker.pkg.dev/test-project/attempts/consumer@sha256:0123"
  alert_emails = ["oncall@example.com"]
}

run "prod_has_plain_names_and_right_defaults" {
  command = plan

  assert {
    condition = [
      google_pubsub_topic.attempts.name, google_pubsub_subscription.consumer.name, google_pubsub_topic.dead_letter.name,
      google_pubsub_subscription.dead_letter.name, google_bigquery_dataset.attempts.dataset_id,
      google_cloud_run_v2_service.consumer.name, google_artifact_registry_repository.images.repository_id,
    ] == ["attempts", "attempts-consumer", "attempts-dead-letter", "attempts-dead-letter", "attempts", "attempts-consumer", "attempts"]
    error_message = "prod's names are those of the contract."
  }

  assert {
    condition = (
      strcontains(google_logging_project_exclusion.successful_pushes.filter, "httpRequest.status < 300")
      && strcontains(google_logging_project_exclusion.successful_pushes.filter, "\"attempts-consumer\"")
    )
    error_message = "Only successful pushes of this service are left out of the log."
  }

  assert {
    condition     = output.topic == "attempts" && output.publisher_service_account == "attempts-publisher@test-project.iam.gserviceaccount.com" && output.table == "test-project.attempts.attempts"
    error_message = "Topic, account and table are named."
  }

  assert {
    condition     = output.asn_file == "gs://test-project-attempts-files/ip2asn-combined.tsv.gz" && google_cloud_run_v2_job.asn_refresh.template[0].template[0].service_account == "attempts-asn@test-project.iam.gserviceaccount.com"
    error_message = "The job writes the file as its own account."
  }

  assert {
    condition     = strcontains(google_storage_bucket_iam_member.asn_writer.condition[0].expression, "objects/ip2asn-combined.tsv.gz")
    error_message = "It may write the one object."
  }

  assert {
    condition     = google_storage_bucket.files.versioning[0].enabled && google_storage_bucket.files.public_access_prevention == "enforced"
    error_message = "A bad file can be undone, and nothing becomes public."
  }
}

run "a_second_environment_shares_no_name_and_has_its_own_settings" {
  command = plan

  variables {
    environment            = "preprod123" # The longest that is allowed.
    archive                = true
    min_instances          = 2
    max_instances          = 7
    concurrency            = 80
    instance_based_billing = false
    pinned_revision        = "attempts-consumer-00007-abc"
    consumer_env           = { Consumer__MaxBodyBytes = "1048576", Consumer__PushDeadline = "00:00:05" }
  }

  assert {
    condition = alltrue([
      for name in concat(
        values(local.names),
        [for a in google_service_account.this : a.account_id],
        [for p in google_monitoring_alert_policy.threshold : p.display_name],
        [google_monitoring_alert_policy.crashes.display_name, google_data_catalog_taxonomy.pii.display_name, google_project_iam_custom_role.row_writer.role_id],
        [for p in google_bigquery_datapolicy_data_policy.masked : p.data_policy_id],
      ) : strcontains(lower(name), "preprod123")
    ])
    error_message = "Everything a second environment makes has its name in it."
  }

  assert {
    condition     = alltrue([for a in google_service_account.this : length(a.account_id) <= 30])
    error_message = "A service account's id has at most 30 characters."
  }

  assert {
    condition     = local.labels.environment == "preprod123" && local.labels.app == "attempts"
    error_message = "Labels tell environments apart on the bill."
  }

  assert {
    condition = (
      google_cloud_run_v2_service.consumer.template[0].scaling[0].min_instance_count == 2
      && google_cloud_run_v2_service.consumer.template[0].scaling[0].max_instance_count == 7
      && google_cloud_run_v2_service.consumer.template[0].max_instance_request_concurrency == 80
      && google_cloud_run_v2_service.consumer.template[0].containers[0].resources[0].cpu_idle
    )
    error_message = "Instances, concurrency and billing are those asked for."
  }

  assert {
    condition     = google_cloud_run_v2_service.consumer.template[0].containers[0].startup_probe[0].http_get[0].path == "/livez" && google_cloud_run_v2_service.consumer.template[0].containers[0].liveness_probe[0].http_get[0].path == "/livez"
    error_message = "Probes ask whether the process is well, not whether BigQuery is."
  }

  assert {
    condition     = google_cloud_run_v2_service.consumer.deletion_protection && google_secret_manager_secret.hmac_key.deletion_protection
    error_message = "The service and the key are protected from deletion."
  }

  assert {
    condition     = google_cloud_run_v2_service.consumer.traffic[0].type == "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" && google_cloud_run_v2_service.consumer.traffic[0].revision == "attempts-consumer-00007-abc" && google_cloud_run_v2_service.consumer.traffic[0].percent == 100
    error_message = "The pinned revision gets all pushes."
  }

  assert {
    condition     = output.consumer_env["Consumer__MaxBodyBytes"] == "1048576" && output.consumer_env["Consumer__PushDeadline"] == "00:00:05"
    error_message = "consumer_env adds settings and replaces them."
  }
}
