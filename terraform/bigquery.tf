locals {
  schema_dir = "${path.module}/../schemas/bigquery"
  columns    = jsondecode(file("${local.schema_dir}/attempts.json"))
  options    = jsondecode(file("${local.schema_dir}/attempts.options.json"))

  # The file's columns with a policy tag on those that hold personal data. A record's own fields are one level down.
  columns_with_tags = [
    for c in local.columns : merge(
      c,
      { for rule in [lookup(var.pii_columns, c.name, null)] : "policyTags" => { names = [google_data_catalog_policy_tag.pii[rule].name] } if rule != null },
      { for fields in [lookup(c, "fields", null)] : "fields" => [
        for f in fields : merge(
          f,
          { for rule in [lookup(var.pii_columns, "${c.name}.${f.name}", null)] : "policyTags" => { names = [google_data_catalog_policy_tag.pii[rule].name] } if rule != null },
        )
      ] if fields != null },
    )
  ]

  column_paths = flatten([for c in local.columns : concat([c.name], [for f in lookup(c, "fields", []) : "${c.name}.${f.name}"])])
}

resource "google_bigquery_dataset" "attempts" {
  dataset_id                 = local.names.dataset
  location                   = var.bigquery_location
  description                = "Signup, login, restore-password, validation, verification and deposit attempts."
  max_time_travel_hours      = "168"
  delete_contents_on_destroy = false

  depends_on = [google_project_service.this]
}

resource "google_bigquery_table" "attempts" {
  dataset_id          = google_bigquery_dataset.attempts.dataset_id
  table_id            = "attempts"
  description         = local.options.description
  schema              = jsonencode(local.columns_with_tags)
  clustering          = local.options.clustering.fields
  deletion_protection = var.deletion_protection

  time_partitioning {
    type          = local.options.timePartitioning.type
    field         = local.options.timePartitioning.field
    expiration_ms = var.partition_expiration_days == null ? null : var.partition_expiration_days * 24 * 3600 * 1000
  }

  lifecycle {
    precondition {
      condition     = length(setsubtract(keys(var.pii_columns), local.column_paths)) == 0
      error_message = "pii_columns names columns the table does not have: ${join(", ", setsubtract(keys(var.pii_columns), local.column_paths))}."
    }
  }
}

# Views: every NAME.sql in schemas/bigquery/views (NAME.local.sql is the local stand-in's text). BigQuery checks a view when
# it is created, so one that reads another must come after it; a resource cannot wait for its own instances, hence the layers.

locals {
  view_files = { for f in fileset("${local.schema_dir}/views", "*.sql") : trimsuffix(f, ".sql") => "${local.schema_dir}/views/${f}" if !endswith(f, ".local.sql") }
  view_sql   = { for name, path in local.view_files : name => file(path) }

  # `attempts.NAME` in the files is a table or view of this dataset, whatever the dataset is called here.
  view_reference = "`?\\battempts\\.(${join("|", concat(["attempts"], keys(local.view_files)))})\\b`?"
  view_query = {
    for name, sql in local.view_sql : name =>
    replace(sql, "/${local.view_reference}/", "`${var.project_id}.${google_bigquery_dataset.attempts.dataset_id}.$1`")
  }

  # What each view reads beside the table, comments apart.
  view_reads = {
    for name, sql in local.view_sql : name =>
    setsubtract(flatten(regexall(local.view_reference, replace(sql, "/--[^\n]*/", ""))), ["attempts", name])
  }

  view_layer_0 = toset([for name, reads in local.view_reads : name if length(reads) == 0])
  view_layer_1 = toset([for name, reads in local.view_reads : name if !contains(local.view_layer_0, name) && length(setsubtract(reads, local.view_layer_0)) == 0])
  view_below_2 = setunion(local.view_layer_0, local.view_layer_1)
  view_layer_2 = toset([for name, reads in local.view_reads : name if !contains(local.view_below_2, name) && length(setsubtract(reads, local.view_below_2)) == 0])
  view_below_3 = setunion(local.view_below_2, local.view_layer_2)
  view_layer_3 = toset([for name, reads in local.view_reads : name if !contains(local.view_below_3, name) && length(setsubtract(reads, local.view_below_3)) == 0])
  views_placed = setunion(local.view_below_3, local.view_layer_3)
}

resource "google_bigquery_table" "view_layer_0" {
  for_each = local.view_layer_0

  dataset_id          = google_bigquery_dataset.attempts.dataset_id
  table_id            = each.key
  deletion_protection = false # Its text is in the repository; there is nothing to lose.

  view {
    query          = local.view_query[each.key]
    use_legacy_sql = false
  }

  lifecycle {
    precondition {
      condition     = length(setsubtract(keys(local.view_files), local.views_placed)) == 0
      error_message = "These views read each other in a circle or are more than four deep: ${join(", ", setsubtract(keys(local.view_files), local.views_placed))}. Add a layer to bigquery.tf."
    }
  }

  depends_on = [google_bigquery_table.attempts]
}

resource "google_bigquery_table" "view_layer_1" {
  for_each = local.view_layer_1

  dataset_id          = google_bigquery_dataset.attempts.dataset_id
  table_id            = each.key
  deletion_protection = false

  view {
    query          = local.view_query[each.key]
    use_legacy_sql = false
  }

  depends_on = [google_bigquery_table.view_layer_0]
}

resource "google_bigquery_table" "view_layer_2" {
  for_each = local.view_layer_2

  dataset_id          = google_bigquery_dataset.attempts.dataset_id
  table_id            = each.key
  deletion_protection = false

  view {
    query          = local.view_query[each.key]
    use_legacy_sql = false
  }

  depends_on = [google_bigquery_table.view_layer_1]
}

resource "google_bigquery_table" "view_layer_3" {
  for_each = local.view_layer_3

  dataset_id          = google_bigquery_dataset.attempts.dataset_id
  table_id            = each.key
  deletion_protection = false

  view {
    query          = local.view_query[each.key]
    use_legacy_sql = false
  }

  depends_on = [google_bigquery_table.view_layer_2]
}

# Personal data: one policy tag per way of masking. Who has no right on a tag cannot read its columns at all, owners included;
# analysts read them masked, pii_readers in the clear. Views do not help around it: BigQuery asks for whoever queries.

resource "google_data_catalog_taxonomy" "pii" {
  display_name           = "attempts-pii${local.suffix}"
  description            = "Personal data in ${local.names.dataset}.attempts."
  region                 = lower(var.bigquery_location)
  activated_policy_types = ["FINE_GRAINED_ACCESS_CONTROL"]

  depends_on = [google_project_service.this]
}

resource "google_data_catalog_policy_tag" "pii" {
  for_each = toset(values(var.pii_columns))

  taxonomy     = google_data_catalog_taxonomy.pii.id
  display_name = { SHA256 = "identifier", ALWAYS_NULL = "free-text" }[each.key]
  description  = { SHA256 = "Tells a person apart; analysts see its hash.", ALWAYS_NULL = "May hold anything a person typed; analysts see nothing." }[each.key]
}

resource "google_data_catalog_policy_tag_iam_member" "clear" {
  for_each = { for pair in setproduct(toset(values(var.pii_columns)), var.pii_readers) : "${pair[0]} ${pair[1]}" => { rule = pair[0], member = pair[1] } }

  policy_tag = google_data_catalog_policy_tag.pii[each.value.rule].name
  role       = "roles/datacatalog.categoryFineGrainedReader"
  member     = each.value.member
}

resource "google_bigquery_datapolicy_data_policy" "masked" {
  for_each = google_data_catalog_policy_tag.pii

  location         = google_bigquery_dataset.attempts.location
  data_policy_id   = "${local.names.dataset}_${lower(each.key)}"
  policy_tag       = each.value.name
  data_policy_type = "DATA_MASKING_POLICY"

  data_masking_policy {
    predefined_expression = each.key
  }
}

resource "google_bigquery_datapolicy_data_policy_iam_member" "masked" {
  for_each = { for pair in setproduct(keys(google_bigquery_datapolicy_data_policy.masked), keys(local.analysts)) : "${pair[0]} ${pair[1]}" => { rule = pair[0], member = local.analysts[pair[1]] } }

  location       = google_bigquery_datapolicy_data_policy.masked[each.value.rule].location
  data_policy_id = google_bigquery_datapolicy_data_policy.masked[each.value.rule].data_policy_id
  role           = "roles/bigquerydatapolicy.maskedReader"
  member         = each.value.member
}
