"""The register of clusters."""
