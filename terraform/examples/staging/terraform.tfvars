# A second environment beside the first, in the same project: everything is named …-staging (the dataset attempts_staging).
# In a project of its own, give that project_id; the names stay.
project_id  = "singular-server-415210"
environment = "staging"

min_instances             = 0
max_instances             = 3
instance_based_billing    = false
retention_days            = 7
partition_expiration_days = 90
expect_traffic            = false # Nobody is woken because nobody tests at night.
deletion_protection       = false

admins       = ["group:attempts-admins@example.com"]
analysts     = ["group:developers@example.com"]
alert_emails = ["attempts-staging@example.com"]

state_bucket = "singular-server-415210-terraform-state"
