"""The tools beside the policies. This list is the one place that knows them by name."""

# The order in which the help lists them, and the module of lrcalc.command that builds the command.
TOOLS = {
    "steps": "steps",
    "compare": "compare",
    "help": "help",
}
