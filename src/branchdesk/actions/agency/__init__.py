"""The register of agencies and law firms, mandates and their reports."""
