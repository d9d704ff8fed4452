# The way of a message: kept long enough, pushed by a known account, given up by nobody.

variables {
  project_id   = "test-project"
  image        = "europe-west1-docker.pkg.dev/test-project/attempts/consumer@sha256:0123"
  alert_emails = ["oncall@example.com"]
}

run "messages_are_kept_pushed_and_never_given_up" {
  command = plan

  assert {
    condition = alltrue([
      for kept in [
        google_pubsub_topic.attempts.message_retention_duration,
        google_pubsub_topic.dead_letter.message_retention_duration,
        google_pubsub_subscription.consumer.message_retention_duration,
        google_pubsub_subscription.dead_letter.message_retention_duration,
      ] : kept == "2678400s"
    ])
    error_message = "Both topics and both subscriptions keep messages for 31 days (2678400 s)."
  }

  assert {
    condition = alltrue([
      for s in [google_pubsub_subscription.consumer, google_pubsub_subscription.dead_letter] : s.expiration_policy[0].ttl == ""
    ])
    error_message = "No subscription expires, however long nobody signs up."
  }

  assert {
    condition     = google_pubsub_topic.attempts.message_storage_policy[0].allowed_persistence_regions == toset(["europe-west1"])
    error_message = "Messages stay in the region."
  }

  assert {
    condition     = google_pubsub_subscription.consumer.push_config[0].oidc_token[0].audience == "https://attempts-consumer.test-project.internal"
    error_message = "The push token's audience is the consumer's own."
  }

  assert {
    condition     = google_pubsub_subscription.consumer.push_config[0].oidc_token[0].service_account_email == "attempts-push@test-project.iam.gserviceaccount.com"
    error_message = "Pushes come from the push account."
  }

  assert {
    condition     = google_cloud_run_v2_service.consumer.custom_audiences == tolist([google_pubsub_subscription.consumer.push_config[0].oidc_token[0].audience])
    error_message = "Cloud Run accepts the audience that pushes carry, and no other."
  }

  assert {
    condition = (
      output.consumer_env["Consumer__Oidc__Audiences__0"] == google_pubsub_subscription.consumer.push_config[0].oidc_token[0].audience
      && output.consumer_env["Consumer__Oidc__Emails__0"] == "attempts-push@test-project.iam.gserviceaccount.com"
      && output.consumer_env["Consumer__Oidc__BehindCloudRunIam"] == "true"
    )
    error_message = "The consumer takes tokens of the push account for this audience only."
  }

  assert {
    condition     = length(google_pubsub_subscription.consumer.push_config[0].no_wrapper) == 0
    error_message = "Pushes are wrapped: the body carries the attributes whatever their characters are."
  }

  assert {
    condition     = google_pubsub_subscription.consumer.retry_policy[0].minimum_backoff == "1s" && google_pubsub_subscription.consumer.retry_policy[0].maximum_backoff == "600s"
    error_message = "Pushes are tried again after 1 to 600 s."
  }

  # The reason: even Pub/Sub's most generous policy is over after 15 hours, and the retention is 31 days.
  assert {
    condition     = local.outage_survived_seconds == 54423 && local.outage_survived_seconds < var.retention_days * 24 * 3600
    error_message = "100 deliveries take 54,423 s. Should Pub/Sub ever allow enough of them to outlast the retention, set a policy."
  }

  assert {
    condition     = length(google_pubsub_subscription.consumer.dead_letter_policy) == 0
    error_message = "Without a policy that outlasts the retention there is no policy: the consumer dead-letters what can never succeed."
  }

  assert {
    condition = (
      output.consumer_env["Consumer__DeadLetterTopic"] == google_pubsub_topic.dead_letter.name
      && contains([for m in google_pubsub_topic_iam_member.consumer : m.topic if m.role == "roles/pubsub.publisher"], google_pubsub_topic.dead_letter.name)
    )
    error_message = "The consumer knows the dead-letter topic and may publish to it."
  }

  assert {
    condition     = length(google_pubsub_subscription.archive) == 0 && length(google_storage_bucket.archive) == 0
    error_message = "No archive unless asked for."
  }
}

run "the_consumer_answers_before_pubsub_hangs_up_and_everything_is_archived_when_asked" {
  command = plan

  variables {
    ack_deadline_seconds = 20
    archive              = true
  }

  assert {
    condition     = google_pubsub_subscription.consumer.ack_deadline_seconds == 20 && output.consumer_env["Consumer__PushDeadline"] == "00:00:16"
    error_message = "The consumer's deadline is four fifths of the subscription's."
  }

  assert {
    condition     = google_cloud_run_v2_service.consumer.template[0].timeout == "25s"
    error_message = "Cloud Run cuts a request off only after Pub/Sub has."
  }

  assert {
    condition     = google_pubsub_subscription.archive[0].cloud_storage_config[0].avro_config[0].write_metadata && google_pubsub_subscription.archive[0].filter == null
    error_message = "The archive has every message, with its attributes."
  }

  assert {
    condition     = google_storage_bucket.archive[0].public_access_prevention == "enforced" && google_storage_bucket.archive[0].uniform_bucket_level_access
    error_message = "The archive can never be made public."
  }
}

run "a_dead_letter_policy_that_is_asked_for_works_and_is_warned_of" {
  command = apply

  variables {
    max_delivery_attempts = 12
  }

  expect_failures = [check.no_outage_makes_dead_letters]

  assert {
    condition     = google_pubsub_subscription.consumer.dead_letter_policy[0].max_delivery_attempts == 12
    error_message = "The policy has the number asked for."
  }

  assert {
    condition     = google_pubsub_subscription.consumer.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.dead_letter.id
    error_message = "The policy points at the dead-letter topic."
  }

  assert {
    condition     = local.outage_survived_seconds == 1623
    error_message = "The warning names the outage the policy survives: 27 minutes."
  }

  assert {
    condition = (
      google_pubsub_topic_iam_member.pubsub_forwards.topic == "attempts-dead-letter"
      && google_pubsub_topic_iam_member.pubsub_forwards.role == "roles/pubsub.publisher"
      && google_pubsub_subscription_iam_member.pubsub_forwards.subscription == "attempts-consumer"
      && google_pubsub_subscription_iam_member.pubsub_forwards.role == "roles/pubsub.subscriber"
      && alltrue([for m in [google_pubsub_topic_iam_member.pubsub_forwards.member, google_pubsub_subscription_iam_member.pubsub_forwards.member] : endswith(m, "@gcp-sa-pubsub.iam.gserviceaccount.com")])
    )
    error_message = "Pub/Sub itself may publish to the dead-letter topic and acknowledge on the subscription: without both a policy forwards nothing, silently."
  }
}
