# The file that turns an IP address into its network: fetched every night by a job that refuses a broken one.

locals {
  asn_object = "ip2asn-combined.tsv.gz"
}

resource "google_cloud_run_v2_job" "asn_refresh" {
  name                = local.names.asn_refresh
  location            = var.region
  deletion_protection = false

  template {
    template {
      service_account = local.accounts["asn"]
      timeout         = "900s"
      max_retries     = 2

      containers {
        image   = "gcr.io/google.com/cloudsdktool/google-cloud-cli:528.0.0-slim"
        command = ["bash", "-c"]
        args    = [file("${path.module}/scripts/refresh-asn.sh")]

        env {
          name  = "ASN_URL"
          value = var.asn_url
        }
        env {
          name  = "ASN_TARGET"
          value = "gs://${google_storage_bucket.files.name}/${local.asn_object}"
        }

        resources {
          limits = {
            cpu    = "1"
            memory = "512Mi" # Cloud Run's disk is memory: the file is about 10 MB.
          }
        }
      }
    }
  }

  depends_on = [google_project_service.this]
}

resource "google_cloud_scheduler_job" "asn_refresh" {
  name      = local.names.asn_refresh
  region    = var.region
  schedule  = var.asn_schedule
  time_zone = "Etc/UTC"

  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.asn_refresh.id}:run"

    oauth_token {
      service_account_email = local.accounts["scheduler"]
    }
  }

  retry_config {
    retry_count = 3
  }

  depends_on = [google_project_service.this]
}

# The job may put the one object; the consumer may read it.
resource "google_storage_bucket_iam_member" "asn_writer" {
  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectUser"
  member = local.members["asn"]

  # Listing belongs to the bucket, which the upload looks at before it writes.
  condition {
    title      = "the IP-to-AS file only"
    expression = "resource.type == \"storage.googleapis.com/Bucket\" || resource.name == \"projects/_/buckets/${google_storage_bucket.files.name}/objects/${local.asn_object}\""
  }
}

resource "google_storage_bucket_iam_member" "files_reader" {
  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectViewer"
  member = local.members["consumer"]
}

resource "google_cloud_run_v2_job_iam_member" "scheduler_runs_refresh" {
  name     = google_cloud_run_v2_job.asn_refresh.name
  location = google_cloud_run_v2_job.asn_refresh.location
  role     = "roles/run.invoker"
  member   = local.members["scheduler"]
}
