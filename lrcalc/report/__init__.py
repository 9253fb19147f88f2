"""What is shown of an answer."""
