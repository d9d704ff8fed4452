# Cloud Build: one account that builds and plans and can change nothing but images, one that applies after approval.

locals {
  # Reading everything a plan compares. No primitive role: roles/viewer would open every other service of the project too.
  plan_roles = [
    "roles/artifactregistry.reader",
    "roles/bigquery.metadataViewer",
    "roles/bigquerydatapolicy.viewer",
    "roles/browser",
    "roles/cloudbuild.builds.viewer",
    "roles/cloudscheduler.viewer",
    "roles/datacatalog.viewer",
    "roles/iam.securityReviewer",
    "roles/logging.logWriter",
    "roles/logging.viewer",
    "roles/monitoring.viewer",
    "roles/pubsub.viewer",
    "roles/run.viewer",
    "roles/secretmanager.viewer",
    "roles/serviceusage.serviceUsageConsumer",
    "roles/storage.bucketViewer",
  ]

  apply_roles = [
    "roles/artifactregistry.admin",
    "roles/bigquery.admin",
    "roles/bigquerydatapolicy.admin",
    "roles/cloudbuild.builds.editor",
    "roles/cloudscheduler.admin",
    "roles/datacatalog.categoryAdmin",
    "roles/iam.roleAdmin",
    "roles/iam.serviceAccountAdmin",
    "roles/logging.configWriter",
    "roles/logging.logWriter",
    "roles/monitoring.editor",
    "roles/pubsub.admin",
    "roles/run.admin",
    "roles/secretmanager.admin",
    "roles/serviceusage.serviceUsageAdmin",
    "roles/storage.admin",
  ]

  # What the deploying account may grant on the project. Not its own roles: those are a person's decision.
  grantable_roles = ["roles/bigquery.jobUser"]
}

resource "google_project_iam_member" "build" {
  for_each = toset(local.plan_roles)

  project = var.project_id
  role    = each.key
  member  = local.members["build"]
}

resource "google_project_iam_member" "deploy" {
  for_each = toset(local.apply_roles)

  project = var.project_id
  role    = each.key
  member  = local.members["deploy"]
}

resource "google_project_iam_member" "deploy_grants" {
  project = var.project_id
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = local.members["deploy"]

  condition {
    title      = "only what a query needs"
    expression = "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(${jsonencode(local.grantable_roles)})"
  }
}

# To give a service an account, one must be allowed to act as it.
resource "google_service_account_iam_member" "deploy_acts_as" {
  for_each = toset(["asn", "build", "consumer", "deploy", "push", "scheduler"])

  service_account_id = google_service_account.this[each.key].name
  role               = "roles/iam.serviceAccountUser"
  member             = local.members["deploy"]
}

resource "google_artifact_registry_repository_iam_member" "build_pushes" {
  repository = google_artifact_registry_repository.images.name
  location   = google_artifact_registry_repository.images.location
  role       = "roles/artifactregistry.writer"
  member     = local.members["build"]
}

# For the software bill of materials, which is kept beside the image.
resource "google_project_iam_member" "build_describes_images" {
  for_each = toset(["roles/containeranalysis.notes.editor", "roles/containeranalysis.occurrences.editor"])

  project = var.project_id
  role    = each.key
  member  = local.members["build"]
}

# The uploaded runbook is part of what a plan compares.
resource "google_storage_bucket_iam_member" "build_reads_files" {
  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectViewer"
  member = local.members["build"]
}

resource "google_storage_bucket_iam_member" "state" {
  for_each = var.state_bucket == null ? {} : { build = local.members["build"], deploy = local.members["deploy"] }

  bucket = var.state_bucket
  role   = "roles/storage.objectUser"
  member = each.value
}

# The smoke test sends one attempt and reads its row back: no personal data, so no right on the policy tags.
resource "google_pubsub_topic_iam_member" "smoke_publishes" {
  for_each = toset(["build", "deploy"])

  topic  = google_pubsub_topic.attempts.name
  role   = "roles/pubsub.publisher"
  member = local.members[each.key]
}

resource "google_bigquery_table_iam_member" "smoke_reads" {
  for_each = toset(["build", "deploy"])

  dataset_id = google_bigquery_table.attempts.dataset_id
  table_id   = google_bigquery_table.attempts.table_id
  role       = "roles/bigquery.dataViewer"
  member     = local.members[each.key]
}

locals {
  triggers = var.build_repository == null ? {} : {
    plan  = { account = "build", approval = false, file = "cloudbuild.yaml", description = "Builds, tests, pushes the image and plans. Changes nothing that runs." }
    apply = { account = "deploy", approval = true, file = "cloudbuild.apply.yaml", description = "Applies the plan of the same commit once somebody approved it, then sends one attempt through." }
  }
}

resource "google_cloudbuild_trigger" "this" {
  for_each = local.triggers

  name            = "attempts-${each.key}${local.suffix}"
  description     = each.value.description
  location        = var.region
  filename        = each.value.file
  service_account = google_service_account.this[each.value.account].id

  repository_event_config {
    repository = var.build_repository
    push {
      branch = "^main$"
    }
  }

  approval_config {
    approval_required = each.value.approval
  }

  substitutions = merge(
    {
      _ENVIRONMENT  = var.environment
      _STATE_BUCKET = coalesce(var.state_bucket, "${var.project_id}-terraform-state")
    },
    each.key == "plan" ? { _IMAGE = "${local.image_repository}/consumer" } : {},
  )

  depends_on = [google_project_service.this]
}
