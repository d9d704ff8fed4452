# What a platform engineer decides. Only project_id and image are ever needed; every default is meant for production.

# Where

variable "project_id" {
  type        = string
  default     = "singular-server-415210"
  description = "The Google Cloud project everything goes into. It must exist: it is never created here."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$", var.project_id))
    error_message = "project_id is the project's id, at most 30 lower-case letters, digits and hyphens (such as singular-server-415210), not its display name or number."
  }
}

variable "environment" {
  type        = string
  default     = "prod"
  description = "Names the environment. \"prod\" has the plain names (topic attempts, dataset attempts); any other environment has its name behind each (attempts-staging, attempts_staging), so that both fit into one project."
  nullable    = false

  validation {
    # A service account's id has at most 30 characters: "attempts-publisher-" leaves 11.
    condition     = can(regex("^[a-z][a-z0-9]{1,9}$", var.environment))
    error_message = "environment is 2 to 10 lower-case letters and digits, such as prod or staging: it becomes part of service account ids, which are short."
  }
}

variable "region" {
  type        = string
  default     = "europe-west1"
  description = "The region of Cloud Run, Artifact Registry, Cloud Scheduler and of the messages at rest. europe-west1, us-central1 and us-east1 have Pub/Sub's large default quotas."
  nullable    = false

  validation {
    condition     = can(regex("^(africa|asia|australia|europe|me|northamerica|southamerica|us)-(north|south|east|west|central|northeast|northwest|southeast|southwest)[1-9][0-9]?$", var.region))
    error_message = "region is a Google Cloud region such as europe-west1 or australia-southeast1: a continent, a direction and a number, no zone letter (not eu-west-1, not europe-west1-b)."
  }
}

variable "bigquery_location" {
  type        = string
  default     = "EU"
  description = "The dataset's location: EU, US or a region. It can never be changed later. The multi-regions have the larger streaming quota."
  nullable    = false

  validation {
    condition     = contains(["EU", "US"], var.bigquery_location) || can(regex("^[a-z]+-[a-z]+[1-9][0-9]?$", var.bigquery_location))
    error_message = "bigquery_location is EU, US (upper case) or a region such as australia-southeast1."
  }
}

variable "labels" {
  type        = map(string)
  default     = {}
  description = "Labels for everything that takes labels, beside app, environment and managed-by."
  nullable    = false
}

variable "existing" {
  type        = set(string)
  default     = []
  description = "What the project has already, under the names given here, and Terraform shall take over instead of creating: artifact_repository, dataset, dead_letter_subscription, dead_letter_topic, hmac_secret, publisher, service, subscription, table, topic."
  nullable    = false

  validation {
    condition = length(setsubtract(var.existing, [
      "artifact_repository", "dataset", "dead_letter_subscription", "dead_letter_topic", "hmac_secret", "publisher",
      "service", "subscription", "table", "topic",
    ])) == 0
    error_message = "existing may hold artifact_repository, dataset, dead_letter_subscription, dead_letter_topic, hmac_secret, publisher, service, subscription, table, topic. Import anything else by hand: docs/deploy.md."
  }
}

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Refuses to destroy the table, the service and the key. Turn it off, apply, then destroy."
  nullable    = false
}

# The consumer

variable "image" {
  type        = string
  description = "The consumer's image, best by digest: europe-west1-docker.pkg.dev/PROJECT/attempts/consumer@sha256:…"
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][^[:space:]]*$", var.image))
    error_message = "image is empty or has blanks: give the consumer's image as cloudbuild.yaml pushes it, such as europe-west1-docker.pkg.dev/PROJECT/attempts/consumer@sha256:…"
  }
}

variable "min_instances" {
  type        = number
  default     = 1
  description = "Consumer instances that are always up: the first attempt of the day is not slower than the others. 2 survive the loss of one without a cold start."
  nullable    = false

  validation {
    condition     = var.min_instances >= 0 && var.min_instances <= var.max_instances
    error_message = "min_instances is 0 to max_instances."
  }
}

variable "max_instances" {
  type        = number
  default     = 20
  description = "The most consumer instances there may be: a bound on what a flood can cost. What is more waits in Pub/Sub."
  nullable    = false

  validation {
    condition     = var.max_instances >= 1 && var.max_instances <= 1000
    error_message = "max_instances is 1 to 1000. Cloud Run's default quota is lower in some regions: docs/costs.md."
  }
}

variable "concurrency" {
  type        = number
  default     = 250
  description = "Pushes one instance takes at a time. They share BigQuery calls, so more is cheaper, not slower, until its CPU is busy."
  nullable    = false

  validation {
    condition     = var.concurrency >= 1 && var.concurrency <= 1000
    error_message = "concurrency is 1 to 1000, Cloud Run's bounds."
  }
}

variable "cpu" {
  type        = string
  default     = "1"
  description = "vCPUs of one instance."
  nullable    = false

  validation {
    condition     = contains(["1", "2", "4", "8"], var.cpu)
    error_message = "cpu is 1, 2, 4 or 8: less than one vCPU allows no concurrency on Cloud Run."
  }
}

variable "memory" {
  type        = string
  default     = "1Gi"
  description = "Memory of one instance."
  nullable    = false

  validation {
    condition     = can(regex("^(512Mi|[1-9][0-9]?Gi)$", var.memory))
    error_message = "memory is 512Mi or whole gibibytes such as 1Gi."
  }
}

variable "instance_based_billing" {
  type        = bool
  default     = true
  description = "CPU for the whole life of an instance instead of during requests only. Refreshing the IP-to-AS file happens between requests, and above some 10 pushes a second it is also the cheaper one: docs/costs.md."
  nullable    = false
}

variable "ingress" {
  type        = string
  default     = "internal"
  description = "From where the consumer can be reached at all: internal (Pub/Sub and the project's networks), load-balancer (these and an external load balancer, for IAP before the admin page) or all. In every case IAM lets nobody in but the push account and var.admins."
  nullable    = false

  validation {
    condition     = contains(["internal", "load-balancer", "all"], var.ingress)
    error_message = "ingress is internal, load-balancer or all."
  }
}

variable "admins" {
  type        = set(string)
  default     = []
  description = "Who may call the consumer beside Pub/Sub, and the dead letters' service, such as group:attempts-admins@example.com. The latter wants to know each by name as well: admin_emails."
  nullable    = false

  validation {
    condition     = alltrue([for m in var.admins : can(regex("^(user|group|serviceAccount):[^@[:space:]]+@[^@[:space:]]+$", m))])
    error_message = "admins are named people, groups or service accounts (group:attempts-admins@example.com). The service is never public: allUsers, allAuthenticatedUsers and whole domains are refused."
  }
}

variable "admin_emails" {
  type        = set(string)
  default     = []
  description = "The people and service accounts, by e-mail, who may look at dead letters and replay them. They must be among var.admins too, by themselves or in a group."
  nullable    = false

  validation {
    condition     = alltrue([for email in var.admin_emails : can(regex("^[^@[:space:]:]+@[^@[:space:]]+$", email))])
    error_message = "admin_emails are plain e-mail addresses (alice@example.com): a token names a person, not a group."
  }
}

variable "admin_ingress" {
  type        = string
  default     = "all"
  description = "From where the dead letters' service can be reached at all: internal, load-balancer or all. In every case IAM lets nobody in but var.admins, and the service nobody but var.admin_emails."
  nullable    = false

  validation {
    condition     = contains(["internal", "load-balancer", "all"], var.admin_ingress)
    error_message = "admin_ingress is internal, load-balancer or all."
  }
}

variable "iap_audience" {
  type        = string
  default     = null
  description = "The audience of Identity-Aware Proxy's tokens. Default: that of IAP on the Cloud Run service itself; behind a load balancer /projects/NUMBER/global/backendServices/ID."
}

variable "dead_letter_archive_after_days" {
  type        = number
  default     = 21
  description = "Letters of this age are moved to the archive, every night."
  nullable    = false

  validation {
    condition     = var.dead_letter_archive_after_days >= 1 && var.dead_letter_archive_after_days <= 30
    error_message = "dead_letter_archive_after_days is 1 to 30: Pub/Sub forgets a letter after 31 days."
  }
}

variable "dead_letter_archive_days" {
  type        = number
  default     = 365
  description = "How long the archive keeps a letter that nobody replays. It holds personal data."
  nullable    = false

  validation {
    condition     = var.dead_letter_archive_days >= 31
    error_message = "dead_letter_archive_days is at least 31."
  }
}

variable "consumer_env" {
  type        = map(string)
  default     = {}
  description = "More settings of the consumer by environment variable, such as Consumer__MaxBodyBytes. They win over those set here."
  nullable    = false
}

variable "pinned_revision" {
  type        = string
  default     = null
  description = "A revision of the service that gets all pushes instead of the newest one: the rollback. Null: the newest."
}

# Messages

variable "retention_days" {
  type        = number
  default     = 31
  description = "How long Pub/Sub keeps what was not yet taken: the longest outage nothing is lost in. Costs nothing while rows flow."
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 31
    error_message = "retention_days is 1 to 31 days: 31 is Pub/Sub's most, and less than a day would not outlast an outage."
  }
}

variable "topic_retention_days" {
  type        = number
  default     = 31
  description = "How long the topic keeps what was taken as well, so that a subscription can seek back to it: the answer to rows that were written wrong. The largest item of the bill: docs/costs.md."
  nullable    = false

  validation {
    condition     = var.topic_retention_days >= 1 && var.topic_retention_days <= 31
    error_message = "topic_retention_days is 1 to 31 days, 31 being Pub/Sub's most."
  }
}

variable "ack_deadline_seconds" {
  type        = number
  default     = 30
  description = "How long Pub/Sub waits for a push to be answered before it delivers again."
  nullable    = false

  validation {
    condition     = var.ack_deadline_seconds >= 10 && var.ack_deadline_seconds <= 60
    error_message = "ack_deadline_seconds is 10 to 60: Pub/Sub takes 10 to 600, but a push that took a minute holds a slot that others need."
  }
}

variable "max_delivery_attempts" {
  type        = number
  default     = null
  description = "Null, the default: Pub/Sub never gives a message up, the consumer dead-letters what can never succeed. A number (5 to 100) makes Pub/Sub dead-letter after that many failed pushes, healthy attempts included when an outage lasts longer than those take: pubsub.tf has the sum."

  validation {
    condition     = var.max_delivery_attempts == null ? true : var.max_delivery_attempts >= 5 && var.max_delivery_attempts <= 100
    error_message = "max_delivery_attempts is null or 5 to 100, Pub/Sub's bounds."
  }
}

variable "storage_regions" {
  type        = set(string)
  default     = []
  description = "Regions messages may be stored in. Empty: var.region only, so that personal data stays there."
  nullable    = false
}

variable "archive" {
  type        = bool
  default     = false
  description = "Writes every message to Cloud Storage as well (Avro, with attributes): what outlives the retention and a dropped table."
  nullable    = false
}

variable "archive_days" {
  type        = number
  default     = 400
  description = "How long the archive keeps a file."
  nullable    = false

  validation {
    condition     = var.archive_days >= 31
    error_message = "archive_days is at least 31: Pub/Sub itself keeps messages that long."
  }
}

# The table

variable "partition_expiration_days" {
  type        = number
  default     = null
  description = "Days after which a day of attempts is deleted from the table. Null: never."

  validation {
    condition     = var.partition_expiration_days == null ? true : var.partition_expiration_days >= 31 && var.partition_expiration_days <= 3650
    error_message = "partition_expiration_days is null (never) or 31 to 3650: less than 31 would delete rows that a replay of dead letters brings back."
  }
}

variable "pii_columns" {
  type = map(string)
  default = {
    email                = "SHA256"
    phone                = "SHA256"
    ip                   = "SHA256"
    fp                   = "SHA256"
    query                = "ALWAYS_NULL"
    additional_data      = "ALWAYS_NULL"
    resp                 = "ALWAYS_NULL"
    "errors.message"     = "ALWAYS_NULL"
    "deposit.card_last4" = "ALWAYS_NULL"
  }
  description = "Columns with personal data (record.field for a record's) and what an analyst sees in them: SHA256 still counts and joins, ALWAYS_NULL hides free text."
  nullable    = false

  validation {
    condition     = alltrue([for rule in values(var.pii_columns) : contains(["SHA256", "ALWAYS_NULL"], rule)])
    error_message = "pii_columns gives each column SHA256 or ALWAYS_NULL."
  }
}

variable "pii_readers" {
  type        = set(string)
  default     = []
  description = "Who sees personal data in the clear, such as group:attempts-pii@example.com. Empty: nobody, not even the project's owners."
  nullable    = false

  validation {
    condition     = alltrue([for m in var.pii_readers : can(regex("^(user|group|serviceAccount):[^@[:space:]]+@[^@[:space:]]+$", m))])
    error_message = "pii_readers are named people, groups or service accounts, such as group:attempts-pii@example.com; never a domain or everybody."
  }
}

variable "analysts" {
  type        = set(string)
  default     = []
  description = "Who may query the dataset and sees personal data masked, such as group:analysts@example.com. Metabase is one of them."
  nullable    = false

  validation {
    condition     = alltrue([for m in var.analysts : can(regex("^(user|group|serviceAccount):[^@[:space:]]+@[^@[:space:]]+$", m))])
    error_message = "analysts are named people, groups or service accounts, such as group:analysts@example.com; never a domain or everybody."
  }
}

# IP to AS

variable "asn_url" {
  type        = string
  default     = "https://iptoasn.com/data/ip2asn-combined.tsv.gz"
  description = "Where the IP-to-AS file comes from: iptoasn's combined TSV, gzip."
  nullable    = false

  validation {
    condition     = startswith(var.asn_url, "https://")
    error_message = "asn_url is an https:// address of a gzip file in iptoasn's format."
  }
}

variable "asn_schedule" {
  type        = string
  default     = "17 4 * * *"
  description = "When the IP-to-AS file is fetched again, as cron in UTC."
  nullable    = false
}

# Paging

variable "alert_emails" {
  type        = set(string)
  default     = []
  description = "Addresses that get every alert."
  nullable    = false
}

variable "notification_channels" {
  type        = set(string)
  default     = []
  description = "Ids of notification channels that exist already (PagerDuty, Slack, …) and get every alert."
  nullable    = false
}

variable "expect_traffic" {
  type        = bool
  default     = true
  description = "Whether 15 minutes without an attempt are worth waking somebody. False for an environment that is mostly idle."
  nullable    = false
}

variable "runbook_url" {
  type        = string
  default     = null
  description = "Where the team reads docs/runbook.md; alerts link to URL#section. Null: the copy that is uploaded beside the IP-to-AS file."
}

variable "max_unacked_age_seconds" {
  type        = number
  default     = 300
  description = "Alert when a message waits longer than this for its row."
  nullable    = false
}

variable "max_push_latency_seconds" {
  type        = number
  default     = 5
  description = "Alert when one push in a hundred takes longer than this to become a row."
  nullable    = false
}

# Delivery

variable "build_repository" {
  type        = string
  default     = null
  description = "The repository as Cloud Build knows it (projects/P/locations/R/connections/C/repositories/N). Given: two triggers, one that builds and plans, one that applies after approval. Null: no triggers."
}

variable "state_bucket" {
  type        = string
  default     = null
  description = "The bucket of Terraform's state, for Cloud Build's accounts to read and write it. Null: nobody is given access."
}
