"""Whatever reads a text reads it in the codings that people's programs write."""

import pytest

from lrcalc.encoding import text_of
from tests.command.program import run

SCRIPT = "# café\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\nStepLR(opt, 30)\n"
SHEET = "step,learning_rate,note\n0,0.1,café\n30,0.01,\n"
LOG = "step,lr,note\n0,0.1,café\n10,0.1,\n30,0.01,\n40,0.01,\n"
CODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


@pytest.mark.parametrize("coding", CODINGS)
def test_a_text_is_the_same_in_every_coding(coding):
    assert text_of(SCRIPT.encode(coding)) == SCRIPT


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\xff", b"PK\x03\x04\xff\x00\x01", bytes(range(256))]
)
def test_what_is_no_text_is_none(data):
    assert text_of(data) is None


@pytest.mark.parametrize("coding", CODINGS)
def test_every_reader_takes_every_coding(tmp_path, coding):
    files = {"train.py": SCRIPT, "sheet.csv": SHEET, "log.csv": LOG}
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode(coding))
    step = ("step", "--lr", "0.1", "--s", "30")
    assert run("read", str(tmp_path / "train.py"), "--at", "30", "-f", "value").out == "0.01\n"
    assert run(*step, "--check", str(tmp_path / "sheet.csv")).code == 0
    if coding != "cp1252":
        assert run(*step, "--log", str(tmp_path / "log.csv"), "-f", "csv").code == 0
