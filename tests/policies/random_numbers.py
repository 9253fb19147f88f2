"""Random rates, factors and step counts, for the tests against mpmath."""


def random_rate(chance):
    """A rate as typed: mostly of the usual size, now and then at the ends of what a double holds."""
    digits = chance.randint(1, 10 ** chance.randint(1, 17))
    exponent = chance.choice((-3, -5, -8, -17, -20, chance.randint(-323, 290)))
    return f"{digits}e{exponent}"


def random_minimum(chance):
    return "0" if chance.random() < 0.4 else random_rate(chance)


def random_steps(chance):
    return chance.randint(1, 10 ** chance.randint(1, 12))


def random_gamma(chance, uses):
    """A factor near enough to 1 that so many uses of it keep the rate among the doubles, about."""
    places = len(str(uses)) + chance.randint(0, 5)
    nines = 10**places - min(10**places, chance.randint(0, 800) * 10 ** (places - len(str(uses))))
    return f"{nines}e-{places}" if chance.random() < 0.9 else f"1.{chance.randint(0, 9):0{places}}"
