"""Mutants of the core rooms, and whether the tests of a room notice them.

`python -m tests.mutation` tries every mutant; `python -m tests.mutation marking --sample 300` so many of a
room, by chance and always the same ones. It needs `pip install -e '.[test,mutation]'` and a system with fork.

The mutants are those of Cosmic Ray. mutmut leaves constants, class bodies and decorated functions (every
property) as they are, and half of its mutants here only change a text. Cosmic Ray starts a process for each
mutant and writes it into the work tree; here each is tried in a fork that has pytest imported, on a copy of
the tree in a temporary directory.
"""
