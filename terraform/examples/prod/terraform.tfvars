# The first environment: plain names (topic attempts, dataset attempts). The image is given on the command line.
project_id = "singular-server-415210"

min_instances = 2 # One may go without a cold start.

admins       = ["group:attempts-admins@example.com"]
admin_emails = ["alice@example.com"]
analysts     = ["group:analysts@example.com"]
pii_readers  = ["group:attempts-pii@example.com"]
alert_emails = ["attempts-oncall@example.com"]

state_bucket = "singular-server-415210-terraform-state"
