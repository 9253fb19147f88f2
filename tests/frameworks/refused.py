"""What a text is refused with."""

import pytest

from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.read import read


def asked(text, name="", **settings):
    """The message of the error that a text raises when it is read."""
    with pytest.raises(ReadError) as error:
        read(text, Settings(**settings), name)
    return str(error.value)
