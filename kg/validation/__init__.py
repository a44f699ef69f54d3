"""What a graph must obey: SHACL shapes and their check."""
