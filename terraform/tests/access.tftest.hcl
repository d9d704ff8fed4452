# Who may do what, and that nobody else may.

variables {
  project_id   = "test-project"
  image        = "europe-west1-docker.pkg.dev/test-project/attempts/consumer@sha256:0123"
  alert_emails = ["oncall@example.com"]
  admins       = ["group:admins@example.com"]
  admin_emails = ["alice@example.com"]
}

run "everybody_has_only_what_the_job_needs" {
  command = plan

  variables {
    build_repository = "projects/test-project/locations/europe-west1/connections/github/repositories/attempts"
    state_bucket     = "test-state"
  }

  assert {
    condition = toset([for m in google_cloud_run_v2_service_iam_member.invoker : m.member]) == toset([
      "serviceAccount:attempts-push@test-project.iam.gserviceaccount.com",
      "group:admins@example.com",
    ])
    error_message = "Only the push account and the admins may call the service."
  }

  assert {
    condition = toset([for m in google_cloud_run_v2_service_iam_member.admin_invoker : m.member]) == toset([
      "serviceAccount:attempts-scheduler@test-project.iam.gserviceaccount.com",
      "group:admins@example.com",
    ])
    error_message = "Only the admins, and the scheduler for the archive, may call the dead letters' service."
  }

  assert {
    condition = (
      output.admin_env["Consumer__Admin__Emails__0"] == "alice@example.com"
      && output.admin_env["Consumer__Admin__Emails__1"] == "attempts-scheduler@test-project.iam.gserviceaccount.com"
      && output.admin_env["Consumer__Admin__Audiences__0"] == google_cloud_run_v2_service.admin.custom_audiences[0]
      && !contains(keys(output.admin_env), "Consumer__Admin__AllowAnonymous")
      && output.consumer_env["Consumer__Admin__IsOn"] == "false"
    )
    error_message = "The dead letters' service knows each administrator by name; the consumer serves no dead letters."
  }

  assert {
    condition     = google_cloud_run_v2_service.admin.invoker_iam_disabled == false && google_cloud_run_v2_service.admin.template[0].scaling[0].max_instance_count == 1
    error_message = "IAM guards every call of the dead letters' service, and one instance runs one replay at a time."
  }

  assert {
    condition     = toset([for m in google_pubsub_topic_iam_member.consumer : m.topic]) == toset(["attempts-dead-letter"]) && length(google_pubsub_subscription.dead_letter.retry_policy) == 0
    error_message = "The consumer puts nothing on the main topic; letters that were looked at are there again at once."
  }

  assert {
    condition     = google_cloud_run_v2_service.consumer.invoker_iam_disabled == false
    error_message = "IAM guards every call."
  }

  assert {
    condition     = google_cloud_run_v2_service.consumer.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    error_message = "The service is reached by Pub/Sub and the project's networks only."
  }

  assert {
    condition     = google_cloud_run_v2_service.consumer.template[0].service_account == "attempts-consumer@test-project.iam.gserviceaccount.com"
    error_message = "The consumer runs as its own account, not the project's default one."
  }

  assert {
    condition     = google_project_iam_custom_role.row_writer.permissions == toset(["bigquery.tables.get", "bigquery.tables.updateData"])
    error_message = "The consumer may write rows and read the schema: not read, change or delete the table."
  }

  assert {
    condition     = google_bigquery_table_iam_member.consumer_writes_rows.table_id == "attempts" && google_bigquery_table_iam_member.consumer_writes_rows.member == "serviceAccount:attempts-consumer@test-project.iam.gserviceaccount.com"
    error_message = "The consumer's right is on the one table."
  }

  assert {
    condition     = toset([for m in google_pubsub_topic_iam_member.publisher : "${m.topic} ${m.role} ${m.member}"]) == toset(["attempts roles/pubsub.publisher serviceAccount:attempts-publisher@test-project.iam.gserviceaccount.com", "attempts roles/pubsub.viewer serviceAccount:attempts-publisher@test-project.iam.gserviceaccount.com"])
    error_message = "The API publishes to the one topic."
  }

  assert {
    condition     = !contains([for m in google_project_iam_member.job_user : m.member], "serviceAccount:attempts-publisher@test-project.iam.gserviceaccount.com") && !contains([for m in google_project_iam_member.job_user : m.member], "serviceAccount:attempts-consumer@test-project.iam.gserviceaccount.com")
    error_message = "Neither the API nor the consumer can run queries."
  }

  assert {
    condition = length(setintersection(
      ["roles/owner", "roles/editor", "roles/viewer"],
      concat([for m in google_project_iam_member.build : m.role], [for m in google_project_iam_member.deploy : m.role], [for m in google_project_iam_member.job_user : m.role], [google_project_iam_member.deploy_grants.role]),
    )) == 0
    error_message = "Owner, editor and viewer open every service of the project."
  }

  assert {
    condition     = google_project_iam_member.deploy_grants.condition[0].expression == "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly([\"roles/bigquery.jobUser\"])"
    error_message = "The deploying account cannot give itself, or anybody, more than the right to query."
  }

  assert {
    condition     = alltrue([for m in google_project_iam_member.build : !can(regex("admin|editor|owner|developer", lower(m.role)))])
    error_message = "The account that builds and plans only reads; images and the plan are on their own resources."
  }

  assert {
    condition     = google_cloudbuild_trigger.this["apply"].approval_config[0].approval_required && !google_cloudbuild_trigger.this["plan"].approval_config[0].approval_required
    error_message = "Planning needs nobody, applying needs an approval."
  }

  assert {
    condition     = google_cloudbuild_trigger.this["plan"].filename == "cloudbuild.yaml" && google_cloudbuild_trigger.this["apply"].filename == "cloudbuild.apply.yaml"
    error_message = "Each trigger runs its own file."
  }

  assert {
    condition     = toset([for m in google_storage_bucket_iam_member.state : m.bucket]) == toset(["test-state"])
    error_message = "Cloud Build reads and writes the state in its bucket only."
  }
}
