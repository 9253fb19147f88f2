"""Mutants of the core rooms, and whether the tests of a room notice them.

`python -m tests.mutation --gate` tries 30 of each room and ends with 1 where the tests of one notice less
than three quarters of them: some three minutes on two cores, before a release or when tests were thinned
out. It is no part of .ci/run, which has ten minutes. `python -m tests.mutation` tries every mutant, which
takes hours, and `python -m tests.mutation marking --sample 300` so many of a room, by chance and always the
same ones. All need `pip install -e '.[test,mutation]'` and Linux; where Cosmic Ray is installed,
test_mutation.py tries the runner itself on one file.

The mutants are those of Cosmic Ray. mutmut leaves constants, class bodies and decorated functions (every
property) as they are, and many of its mutants only change a text. Cosmic Ray starts a process for each mutant
and writes it into the work tree; here each is tried in a fork that has pytest imported, on a copy of the tree
in a temporary directory. Only the tests of the room count, with few examples of Hypothesis and without
test_exactness.py, which takes longer than the rest together: that can only lower the number killed.

Mutants that survive, and why. Those of a sample were looked at, 24 of numbers, 5 of policies, 27 of marking:

- How a number is enclosed: the digits to begin with and how they grow (numbers/real.py; 40 and 60 in
  marking), guard bits, an error of one bit in π, more precision than a quantize needs. The enclosures hold
  the value whatever the precision, as far as a rounding to fewer digits can tell; only the time differs.
- What is remembered: the sizes of caches, MOST_SHIFTS and when formulas are forgotten (schedule/warmup.py),
  the key `step == 0` turned into its opposite (marking/diagnosis.py).
- Short cuts: products and squares of positive intervals, square roots by the logarithm, a root of higher
  degree than a number has bits, and where the search for a logarithm begins (numbers/logarithm.py). The long
  way gives the same. Which rows are looked through for another row's rate is wider than it need be
  (marking/diagnosis.py).
- The same in other words: cos x by a symmetry of the circle where both sides of it meet, the digit of a
  number that only lends its exponent, the last of an only child, the line number of a file without lines.
- Boundaries that nothing lies on: an irrational number equal to a decimal, an exponent or a slip of 0 after
  0 was dealt with, an answer ten times too large that no slip explains, one mistake told from itself.
- Cases that no policy makes: a scale that is not rational where the cosine is ±1 (marking/verdict.py), a
  mistake that none of its rows offers (marking/explanation.py), `rest` given to a warm-up
  (schedule/warmup.py).
- Of little weight: which note stands for peaks that grow where η_min = η_max and nothing grows
  (policies/cyclic.py), and whether mistakes have to differ in 2 or 3, and 5 or 6, digits for a step to tell
  them apart (marking/explanation.py): a user may be told another step.
"""
