"""Python as people paste it: its text and what its expressions come to; nothing is run."""
