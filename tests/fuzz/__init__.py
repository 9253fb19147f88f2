"""Hostile input: command lines and worksheets that nobody would write, and what must not come of them.

`python -m tests.fuzz --cases 50000` tries that many of each, by chance and always the same ones;
`python -m tests.fuzz --atheris command` (or `worksheet`) looks for new ones, led by the coverage; it needs
`pip install atheris`, which there is for Linux and macOS.
"""
