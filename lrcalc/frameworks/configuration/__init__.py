"""Names and values as text: JSON, TOML, YAML, flags and lists."""
