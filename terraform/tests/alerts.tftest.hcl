# Every alert says what to do, and somebody hears it.

variables {
  project_id   = "test-project"
  image        = "europe-west1-docker.pkg.dev/test-project/attempts/consumer@sha256:0123"
  alert_emails = ["oncall@example.com"]
}

run "every_alert_carries_its_runbook_and_reaches_every_channel" {
  command = apply

  variables {
    notification_channels = ["projects/test-project/notificationChannels/1"]
  }

  assert {
    condition = alltrue([
      for p in concat(values(google_monitoring_alert_policy.threshold), google_monitoring_alert_policy.no_attempts, [google_monitoring_alert_policy.crashes]) :
      strcontains(file("../docs/runbook.md"), p.documentation[0].content) && length(p.documentation[0].content) > 200
    ])
    error_message = "Every alert has its section of docs/runbook.md in it."
  }

  # Cloud Monitoring cuts documentation off at 8 KB.
  assert {
    condition     = alltrue([for section in values(local.runbook) : length(section) < 8000])
    error_message = "Every section fits into a notification."
  }

  assert {
    condition = alltrue([
      for p in concat(values(google_monitoring_alert_policy.threshold), google_monitoring_alert_policy.no_attempts, [google_monitoring_alert_policy.crashes]) :
      startswith(p.documentation[0].links[0].url, "https://storage.cloud.google.com/test-project-attempts-files/runbook.md#")
      && contains(keys(local.runbook), split("#", p.documentation[0].links[0].url)[1])
    ])
    error_message = "Every alert links to a section that exists."
  }

  assert {
    condition     = toset(keys(local.runbook)) == toset(concat(keys(google_monitoring_alert_policy.threshold), ["no-attempts", "the-consumer-crashes"]))
    error_message = "The runbook has one section for each alert and no other."
  }

  assert {
    condition     = toset(keys(google_monitoring_alert_policy.threshold)) == toset(["dead-letters", "oldest-message-waits", "pushes-fail", "inserts-fail", "rows-are-late", "ip-to-as-file-is-old"])
    error_message = "Dead letters, waiting, failed pushes, failed inserts, latency and the IP-to-AS file are watched."
  }

  assert {
    condition = (
      google_monitoring_alert_policy.threshold["dead-letters"].conditions[0].condition_threshold[0].threshold_value == 0
      && strcontains(google_monitoring_alert_policy.threshold["dead-letters"].conditions[0].condition_threshold[0].filter, "subscription_id = \"attempts-dead-letter\"")
    )
    error_message = "One dead letter is enough."
  }

  assert {
    condition     = google_monitoring_alert_policy.no_attempts[0].conditions[0].condition_threshold[0].aggregations[0].alignment_period == "900s" && google_monitoring_alert_policy.no_attempts[0].conditions[1].condition_absent[0].duration == "900s"
    error_message = "15 minutes without an attempt alert, whether the metric stands at nought or is gone."
  }

  assert {
    condition     = strcontains(google_monitoring_alert_policy.crashes.conditions[0].condition_matched_log[0].filter, "resource.labels.service_name = \"attempts-consumer\"")
    error_message = "Crashes of this service are watched."
  }

  assert {
    condition     = google_monitoring_notification_channel.email["oncall@example.com"].labels.email_address == "oncall@example.com"
    error_message = "The address given is told."
  }

  assert {
    condition = alltrue([
      for p in concat(values(google_monitoring_alert_policy.threshold), google_monitoring_alert_policy.no_attempts, [google_monitoring_alert_policy.crashes]) :
      length(p.notification_channels) == 2 && contains(p.notification_channels, "projects/test-project/notificationChannels/1")
    ])
    error_message = "The e-mail addresses and the channels given get every alert."
  }
}

run "an_environment_may_be_idle_and_its_runbook_elsewhere_but_silence_is_warned_of" {
  command = plan

  variables {
    runbook_url    = "https://wiki.example.com/attempts/runbook"
    expect_traffic = false
    alert_emails   = []
  }

  expect_failures = [check.somebody_is_paged]

  assert {
    condition     = google_monitoring_alert_policy.crashes.documentation[0].links[0].url == "https://wiki.example.com/attempts/runbook#the-consumer-crashes"
    error_message = "Links go to runbook_url."
  }

  assert {
    condition     = length(google_monitoring_alert_policy.no_attempts) == 0
    error_message = "Without expected traffic its absence is no alert."
  }
}
