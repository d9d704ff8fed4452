# Wrong values are refused before anything is planned: every variable named under expect_failures must fail, each for itself.

variables {
  project_id   = "test-project"
  image        = "europe-west1-docker.pkg.dev/test-project/attempts/consumer@sha256:0123"
  alert_emails = ["oncall@example.com"]
}

run "wrong_values_are_refused" {
  command = plan

  variables {
    region                    = "eu-west-1"
    image                     = ""
    retention_days            = 0
    topic_retention_days      = 0
    project_id                = "My Project"
    environment               = "preproduction"
    bigquery_location         = "Europe"
    existing                  = ["bucket"]
    max_instances             = 0
    concurrency               = 1001
    cpu                       = "0.5"
    memory                    = "1024"
    ingress                   = "public"
    ack_deadline_seconds      = 9
    max_delivery_attempts     = 101
    archive_days              = 30
    partition_expiration_days = 30
    pii_columns               = { email = "SHA1" }
    pii_readers               = ["allAuthenticatedUsers"]
    analysts                  = ["domain:example.com"]
    asn_url                   = "http://iptoasn.com/data/ip2asn-combined.tsv.gz"
    admins                    = ["allUsers"]
  }

  expect_failures = [
    var.region,
    var.image,
    var.retention_days,
    var.topic_retention_days,
    var.project_id,
    var.environment,
    var.bigquery_location,
    var.existing,
    var.max_instances,
    var.concurrency,
    var.cpu,
    var.memory,
    var.ingress,
    var.ack_deadline_seconds,
    var.max_delivery_attempts,
    var.archive_days,
    var.partition_expiration_days,
    var.pii_columns,
    var.pii_readers,
    var.analysts,
    var.asn_url,
    var.admins,
  ]
}

run "other_wrong_values_are_refused" {
  command = plan

  variables {
    region                = "europe-west1-b"
    image                 = "consumer latest"
    retention_days        = 32
    topic_retention_days  = 32
    min_instances         = 21 # Of 20 at most.
    max_delivery_attempts = 4
    admins                = ["allAuthenticatedUsers"]
  }

  expect_failures = [
    var.region,
    var.image,
    var.retention_days,
    var.topic_retention_days,
    var.min_instances,
    var.max_delivery_attempts,
    var.admins,
  ]
}
