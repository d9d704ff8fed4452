terraform {
  # 1.9: a variable's validation may refer to other values. Import blocks with for_each need 1.7, tests need 1.6.
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }
}

# Where the state lives is decided by whoever applies: examples/backend.tf and docs/deploy.md.
