"""What a schedule is: parameters, derivation, mistakes, warm-up, formula and working."""
