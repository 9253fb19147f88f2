"""Mutants of the core rooms, and whether the tests of a room notice them.

`python -m tests.mutation` tries every mutant, and `python -m tests.mutation marking --sample 300` so many of
a room, by chance and always the same ones. It needs `pip install -e '.[test,mutation]'` and Linux.

The mutants are those of Cosmic Ray. mutmut leaves constants, class bodies and decorated functions (every
property) as they are, and many of its mutants only change a text. Cosmic Ray starts a process for each mutant
and writes it into the work tree; here each is tried in a fork that has pytest imported, on a copy of the tree
in a temporary directory. Only the tests of the room count, with few examples of Hypothesis and without
test_exactness.py, which takes longer than the rest together: that can only lower the number killed.

Mutants that survive, and why. Each kind was looked at; in none of them does a user see another result.

- How a number is enclosed: the digits to begin with and how they grow (numbers/real.py, 38, doubled up to
  1200, the 600 that a boundary may have; 40 and 60 in marking), guard bits, and more precision than a
  quantize needs. The enclosures hold the value whatever the precision; only the time differs.
- What is remembered: the sizes of caches (numbers/trigonometry.py, numbers/interval.py), MOST_SHIFTS and
  when the formulas are forgotten (policies/ramp.py), the key `step == 0` turned into its opposite
  (marking/diagnosis.py).
- Short cuts: squaring a positive interval, a root of higher degree than a number has bits, and where the
  search for a logarithm begins (numbers/logarithm.py). The long way gives the same.
- The same in other words: cos x by a symmetry of the circle at exactly an eighth of a turn, the digit and
  the sign of a number that only lends its exponent, the last of an only child.
- Boundaries that nothing lies on: an irrational number equal to a decimal, an exponent or a slip of 0 after
  0 was dealt with, 0 digits where there is none to tell from, one name where two are needed to differ.
- `init=False` and defaults of fields that every caller sets.
- Which of two notes stands for peaks that grow where η_min = η_max and nothing grows (policies/cyclic.py).
"""
