"""Schedules as the frameworks write them: read, said in our words, and written back."""

# The frameworks whose calls have a page, and what a schedule can be written as.
WITH_A_PAGE = ("torch", "transformers", "optax", "keras", "timm")
WRITTEN = (*WITH_A_PAGE, "megatron", "deepspeed", "python", "lrcalc")
