"""The rates of a schedule at many steps at once."""
