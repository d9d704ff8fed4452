# What the project has already is taken over instead of created: name it in var.existing. An import that is done is a no-op.

import {
  for_each = setintersection(var.existing, ["topic"])
  to       = google_pubsub_topic.attempts
  id       = "projects/${var.project_id}/topics/${local.names.topic}"
}

import {
  for_each = setintersection(var.existing, ["dead_letter_topic"])
  to       = google_pubsub_topic.dead_letter
  id       = "projects/${var.project_id}/topics/${local.names.dead_letter}"
}

import {
  for_each = setintersection(var.existing, ["subscription"])
  to       = google_pubsub_subscription.consumer
  id       = "projects/${var.project_id}/subscriptions/${local.names.subscription}"
}

import {
  for_each = setintersection(var.existing, ["dead_letter_subscription"])
  to       = google_pubsub_subscription.dead_letter
  id       = "projects/${var.project_id}/subscriptions/${local.names.dead_letter}"
}

import {
  for_each = setintersection(var.existing, ["dataset"])
  to       = google_bigquery_dataset.attempts
  id       = "projects/${var.project_id}/datasets/${local.names.dataset}"
}

import {
  for_each = setintersection(var.existing, ["table"])
  to       = google_bigquery_table.attempts
  id       = "projects/${var.project_id}/datasets/${local.names.dataset}/tables/attempts"
}

import {
  for_each = setintersection(var.existing, ["service"])
  to       = google_cloud_run_v2_service.consumer
  id       = "projects/${var.project_id}/locations/${var.region}/services/${local.names.service}"
}

import {
  for_each = setintersection(var.existing, ["artifact_repository"])
  to       = google_artifact_registry_repository.images
  id       = "projects/${var.project_id}/locations/${var.region}/repositories/${local.names.repository}"
}

import {
  for_each = setintersection(var.existing, ["hmac_secret"])
  to       = google_secret_manager_secret.hmac_key
  id       = "projects/${var.project_id}/secrets/${local.names.hmac_secret}"
}

import {
  for_each = setintersection(var.existing, ["publisher"])
  to       = google_service_account.this["publisher"]
  id       = "projects/${var.project_id}/serviceAccounts/attempts-publisher${local.suffix}@${var.project_id}.iam.gserviceaccount.com"
}
