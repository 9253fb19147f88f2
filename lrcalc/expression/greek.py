"""Greek letters by their names: for LaTeX, and for a screen that has ASCII alone."""

# In the order of Unicode, from α on; the first sigma is the one that ends a word.
_NAMES = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "omicron",
    "pi",
    "rho",
    "sigma",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "chi",
    "psi",
    "omega",
]
_ALPHA, _CAPITAL_ALPHA, _FINAL_SIGMA = 0x3B1, 0x391, "ς"

NAMES = {chr(_ALPHA + place): name for place, name in enumerate(_NAMES)} | {
    chr(_CAPITAL_ALPHA + place): name.capitalize()
    for place, name in enumerate(_NAMES)
    if chr(_ALPHA + place) != _FINAL_SIGMA
}
# What looks as a Latin letter does has no command of its own.
LATEX = (
    {letter: rf"\{name}" for letter, name in NAMES.items()}
    | {letter: rf"\mathrm{{{latin}}}" for letter, latin in zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧ", "ABEZHIKMNOPTX")}
    | {"ο": "o", _FINAL_SIGMA: r"\varsigma"}
)
