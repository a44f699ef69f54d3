"""What a person states beside the reports: kg.toml (docs/teaching.md)."""
