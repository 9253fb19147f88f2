"""The tools beside the policies. This list is the one place that knows them by name."""

from lrcalc.policies import POLICIES

# The order in which the help lists them, and the module of lrcalc.command that builds the command.
TOOLS = {
    "chain": "chain",
    "formula": "formula",
    "read": "read",
    "compare": "compare",
    "conventions": "conventions",
    "steps": "steps",
    "scale": "scale",
    "plateau": "plateau",
    "solve": "solve",
    "identify": "identify",
    "exercise": "exercise",
    "grade": "grade",
    "help": "help",
}
# Those of them whose options make a schedule, as those of a policy do.
SCHEDULES = (*POLICIES, "chain", "formula", "read")
COMMANDS = (*POLICIES, *TOOLS)
