bucket = "singular-server-415210-terraform-state"
prefix = "attempts/staging"
