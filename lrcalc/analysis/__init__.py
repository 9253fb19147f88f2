"""Questions about a whole schedule: when, how much, which parameter, how it differs from another."""
