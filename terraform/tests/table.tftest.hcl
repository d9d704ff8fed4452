# The table is the file's, personal data is tagged, the views are there. Applied, because tags have names only then.

variables {
  project_id   = "test-project"
  image        = "europe-west1-docker.pkg.dev/test-project/attempts/consumer@sha256:0123"
  alert_emails = ["oncall@example.com"]
}

run "the_schema_is_the_files_and_personal_data_is_tagged" {
  command = apply

  variables {
    analysts    = ["group:analysts@example.com"]
    pii_readers = ["group:pii@example.com"]
  }

  override_resource {
    target = google_data_catalog_policy_tag.pii["SHA256"]
    values = { name = "tag-identifier" }
  }

  override_resource {
    target = google_data_catalog_policy_tag.pii["ALWAYS_NULL"]
    values = { name = "tag-free-text" }
  }

  assert {
    condition = jsonencode([
      for c in jsondecode(google_bigquery_table.attempts.schema) : merge(
        { for k, v in c : k => v if !contains(["policyTags", "fields"], k) },
        { for k, v in c : k => [for f in v : { for fk, fv in f : fk => fv if fk != "policyTags" }] if k == "fields" },
      )
    ]) == jsonencode(jsondecode(file("../schemas/bigquery/attempts.json")))
    error_message = "The table's columns are those of schemas/bigquery/attempts.json, in its order."
  }

  assert {
    condition = { for c in jsondecode(google_bigquery_table.attempts.schema) : c.name => c.policyTags.names[0] if can(c.policyTags) } == {
      ip    = "tag-identifier", fp = "tag-identifier", email = "tag-identifier", phone = "tag-identifier",
      query = "tag-free-text", additional_data = "tag-free-text", resp = "tag-free-text",
    }
    error_message = "Columns with personal data have their policy tags, and no others have one."
  }

  assert {
    condition = { for pair in flatten([for c in jsondecode(google_bigquery_table.attempts.schema) : [for f in try(c.fields, []) : { path = "${c.name}.${f.name}", tag = f.policyTags.names[0] } if can(f.policyTags)]]) : pair.path => pair.tag } == {
      "errors.message" = "tag-free-text", "deposit.card_last4" = "tag-free-text",
    }
    error_message = "Fields of records that hold personal data have their tags too."
  }

  assert {
    condition = (
      google_bigquery_table.attempts.time_partitioning[0].type == "DAY"
      && google_bigquery_table.attempts.time_partitioning[0].field == "timestamp"
      && google_bigquery_table.attempts.clustering == tolist(["action", "status", "domain"])
      && google_bigquery_table.attempts.deletion_protection
    )
    error_message = "The table is partitioned by day, clustered, and protected from deletion."
  }

  assert {
    condition     = google_data_catalog_taxonomy.pii.activated_policy_types == toset(["FINE_GRAINED_ACCESS_CONTROL"]) || google_data_catalog_taxonomy.pii.activated_policy_types == tolist(["FINE_GRAINED_ACCESS_CONTROL"])
    error_message = "Tags restrict access: without this they are only names."
  }

  assert {
    condition     = toset([for m in google_data_catalog_policy_tag_iam_member.clear : "${m.role} ${m.member}"]) == toset(["roles/datacatalog.categoryFineGrainedReader group:pii@example.com"]) && length(google_data_catalog_policy_tag_iam_member.clear) == 2
    error_message = "Only the named group reads personal data in the clear."
  }

  assert {
    condition     = toset([for m in google_bigquery_datapolicy_data_policy_iam_member.masked : m.member]) == toset(["group:analysts@example.com", "serviceAccount:attempts-metabase@test-project.iam.gserviceaccount.com"])
    error_message = "Analysts and Metabase read it masked."
  }

  assert {
    condition     = { for k, p in google_bigquery_datapolicy_data_policy.masked : p.policy_tag => p.data_masking_policy[0].predefined_expression } == { "tag-identifier" = "SHA256", "tag-free-text" = "ALWAYS_NULL" }
    error_message = "Each tag is masked in its way."
  }

  assert {
    condition     = local.views_placed == toset([for f in fileset("../schemas/bigquery/views", "*.sql") : trimsuffix(f, ".sql") if !endswith(f, ".local.sql")])
    error_message = "Every file of schemas/bigquery/views is a view."
  }

  assert {
    condition     = contains(local.view_layer_0, "attempts_unique") && contains(local.view_layer_1, "deposit_attempts") && contains(local.view_layer_1, "verification_events") && contains(local.view_layer_1, "v_attempt") && contains(local.view_layer_2, "v_deposit")
    error_message = "A view that reads another comes after it."
  }

  assert {
    condition = alltrue([
      for name, view in merge(google_bigquery_table.view_layer_0, google_bigquery_table.view_layer_1, google_bigquery_table.view_layer_2, google_bigquery_table.view_layer_3) :
      view.table_id == name && view.view[0].use_legacy_sql == false && strcontains(view.view[0].query, "`test-project.attempts.")
    ])
    error_message = "Every view names its sources in full, in this project and dataset."
  }
}

run "views_read_the_dataset_of_their_environment_and_nobody_reads_personal_data_unless_named" {
  command = plan

  variables {
    environment               = "staging"
    partition_expiration_days = 400
  }

  assert {
    condition     = length(google_data_catalog_policy_tag_iam_member.clear) == 0
    error_message = "Without pii_readers there is nobody."
  }

  assert {
    condition = alltrue([
      for view in merge(google_bigquery_table.view_layer_0, google_bigquery_table.view_layer_1, google_bigquery_table.view_layer_2, google_bigquery_table.view_layer_3) :
      view.dataset_id == "attempts_staging" && strcontains(view.view[0].query, "`test-project.attempts_staging.") && !can(regex("(FROM|JOIN) attempts\\.", view.view[0].query))
    ])
    error_message = "A second environment's views never read the first one's table."
  }

  assert {
    condition     = google_bigquery_table.attempts.time_partitioning[0].expiration_ms == 400 * 24 * 3600 * 1000
    error_message = "The expiration is in milliseconds."
  }
}

run "a_column_that_does_not_exist_cannot_be_protected" {
  command = plan

  variables {
    pii_columns = { e_mail = "SHA256" }
  }

  expect_failures = [google_bigquery_table.attempts]
}
