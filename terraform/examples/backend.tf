# Copy beside main.tf to keep the state in a bucket; the bucket and the prefix come from -backend-config (docs/deploy.md).
terraform {
  backend "gcs" {}
}
