provider "google" {
  project = var.project_id
  region  = var.region

  # A person's own credentials have no quota project of their own.
  billing_project       = var.project_id
  user_project_override = true

  default_labels = local.labels
}

data "google_project" "this" {
  project_id = var.project_id
}

locals {
  suffix = var.environment == "prod" ? "" : "-${var.environment}"

  names = {
    topic          = "attempts${local.suffix}"
    subscription   = "attempts-consumer${local.suffix}"
    dead_letter    = "attempts-dead-letter${local.suffix}"
    archive        = "attempts-archive${local.suffix}"
    dataset        = replace("attempts${local.suffix}", "-", "_")
    service        = "attempts-consumer${local.suffix}"
    admin          = "attempts-admin${local.suffix}"
    repository     = "attempts${local.suffix}"
    asn_refresh    = "attempts-asn-refresh${local.suffix}"
    hmac_secret    = "attempts-hmac-key${local.suffix}"
    files_bucket   = "${var.project_id}-attempts-files${local.suffix}"
    letters_bucket = "${var.project_id}-attempts-dead-letters${local.suffix}"
    archive_store  = "${var.project_id}-attempts-archive${local.suffix}"
  }

  labels = merge(var.labels, {
    app         = "attempts"
    environment = var.environment
    managed-by  = "terraform"
  })

  image_repository = "${var.region}-docker.pkg.dev/${var.project_id}/${local.names.repository}"

  # Pub/Sub itself, as a member: it pushes, forwards dead letters and writes the archive.
  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_project_service" "this" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "bigquery.googleapis.com",
    "bigquerydatapolicy.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudscheduler.googleapis.com",
    "containeranalysis.googleapis.com",
    "datacatalog.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "storage.googleapis.com",
  ])

  service = each.key

  # The project had a life before this: destroying the environment turns nothing off for others.
  disable_on_destroy = false
}

resource "google_artifact_registry_repository" "images" {
  repository_id = local.names.repository
  location      = var.region
  format        = "DOCKER"
  description   = "Images of the attempts consumer."

  docker_config {
    immutable_tags = true
  }

  cleanup_policies {
    id     = "keep-for-rollback"
    action = "KEEP"
    most_recent_versions {
      keep_count = 20
    }
  }

  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "7776000s" # 90 days
    }
  }

  depends_on = [google_project_service.this]
}

# The key that pseudonymizes e-mail addresses and phone numbers in the API. Terraform makes its place only: a key that
# Terraform made would lie in the state. docs/deploy.md has the command that makes one.
resource "google_secret_manager_secret" "hmac_key" {
  secret_id           = local.names.hmac_secret
  deletion_protection = var.deletion_protection

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }

  depends_on = [google_project_service.this]
}

# The IP-to-AS file and the runbook that alerts link to.
resource "google_storage_bucket" "files" {
  name                        = local.names.files_bucket
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = true # A bad IP-to-AS file is undone by restoring the one before.
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      days_since_noncurrent_time = 30
      num_newer_versions         = 3
    }
  }

  depends_on = [google_project_service.this]
}
