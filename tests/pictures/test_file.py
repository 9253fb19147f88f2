"""The curve as a picture in a file: what is in it, and that the file is written whole or not at all."""

import io
import os
import re
import stat
import xml.etree.ElementTree as xml
from itertools import cycle, pairwise, product
from unittest import mock

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.pictures.caption import SMALLEST
from lrcalc.pictures.curve import curve
from lrcalc.pictures.figure import COLOURS, WIDTH, figure
from lrcalc.pictures.file import FORMATS, check_name, save
from lrcalc.policies import POLICIES, Cosine, Fixed, Linear, Piecewise, Step, Warmup, policy_class
from lrcalc.schedule.formula import example
from tests.command.program import BASE, assert_refused, run, run_process, start
from tests.profiles import sample

matplotlib = pytest.importorskip("matplotlib")
PIL = pytest.importorskip("PIL.Image")

SAMPLES = 100
WARMUP = curve(Warmup(max="0.002", min="0.0001", warmup=500, T=5000), [250, 2750], SAMPLES)
COSINE, LINEAR = (curve(policy(max="0.002", T=5000), [], SAMPLES) for policy in (Cosine, Linear))


def texts(drawn):
    """What is written in a picture but for the numbers at its axes, by what it says."""
    drawn.draw_without_rendering()
    found = drawn.findobj(matplotlib.text.Text)
    return {
        text.get_text(): text for text in found if text.get_text() and "mathdefault" not in text.get_text()
    }


def above(drawn):
    """The lines above the curve."""
    return [text.get_text() for text in drawn.texts]


def is_whole(path, form):
    """Whether a reader of the format takes the file to its end."""
    data = path.read_bytes()
    if form == "png":
        PIL.open(io.BytesIO(data)).load()
        return True
    if form == "svg":
        return xml.fromstring(data).tag.endswith("svg")
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


# One curve, phases, stairs, and the longest formula.
KINDS = ("cosine", "warmup", "step", "one-cycle")
IN_FORMATS = sample(product(POLICIES, FORMATS), quick=zip(KINDS, cycle(FORMATS)))


@pytest.mark.parametrize(("name", "form"), IN_FORMATS)
def test_every_policy_in_every_format(name, form, tmp_path):
    path = tmp_path / f"{name}.{form}"
    save([curve(example(policy_class(name)), [0, 100], SAMPLES)], str(path))
    assert is_whole(path, form)
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("name", sample(POLICIES, quick=KINDS))
def test_nothing_is_wider_than_the_picture_or_lies_over_another_text(name):
    drawn = figure([curve(example(policy_class(name)), [0], SAMPLES)])
    found = texts(drawn)
    formula, *_ = lines = above(drawn)
    assert formula.startswith("$\\eta_{t}")
    assert found[formula].get_fontsize() >= SMALLEST
    boxes = {said: text.get_window_extent() for said, text in found.items()}
    within = drawn.bbox.padded(1)
    for said, box in boxes.items():
        assert within.x0 <= box.x0 <= box.x1 <= within.x1, said
        assert within.y0 <= box.y0 <= box.y1 <= within.y1, said
    axes = drawn.axes[0].get_window_extent()
    assert all(boxes[line].y0 >= axes.y1 for line in lines)
    assert all(boxes[line].y0 >= boxes[below].y1 - 1 for line, below in pairwise(lines))
    for legend in drawn.legends:
        assert legend.get_window_extent().y1 <= boxes["Step t (optimizer updates)"].y0


def test_it_is_as_wide_as_a_column_and_readable_there(tmp_path):
    path = tmp_path / "warmup.png"
    save([WARMUP], str(path))
    picture = PIL.open(path)
    # 3.5 inches at 300 dots an inch, the least that journals print
    assert picture.width == WIDTH * 300 == 1050
    assert round(picture.info["dpi"][0]) == 300
    assert all(text.get_fontsize() >= SMALLEST for text in texts(figure([WARMUP])).values())


def test_the_axes_have_units_and_the_title_is_the_formula():
    drawn = figure([WARMUP])
    axes = drawn.axes[0]
    assert axes.get_xlabel() == "Step t (optimizer updates)"
    assert axes.get_ylabel() == "Learning rate η"
    up, down, *parameters = above(drawn)
    assert up == r"$\eta_{t} = \eta_{max} \times \dfrac{t}{W}\quad (t \leq W)$"
    # the annealing phase of section 8.7
    assert r"\cos(\pi \cdot (t - W)/(T - W))}{2}" in down
    assert set(", ".join(parameters).split(", ")) == {
        r"$\eta_{max}$ = 0.002",
        r"$\eta_{min}$ = 0.0001",
        "$W$ = 500",
        "$T$ = 5000",
    }


def test_the_curve_the_marks_and_the_phases_lie_where_they_should():
    axes = figure([WARMUP]).axes[0]
    line, marks = axes.lines
    points = dict(zip(*line.get_data()))
    assert (points[0], points[500], points[5000]) == (0.0, 0.002, 0.0001)
    # half of the warm-up, and half way down
    assert dict(zip(*marks.get_data())) == {250: 0.001, 2750: 0.00105}
    shades = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in axes.patches]
    assert shades == [(0, 501), (501, 5000)]
    assert axes.get_xlim() == (0, 5000)
    assert axes.get_ylim()[0] == 0


def test_phases_are_named_once():
    (legend,) = figure([WARMUP]).legends
    assert [text.get_text() for text in legend.get_texts()] == ["warm-up", "annealing"]
    assert not figure([COSINE]).legends


def test_a_phase_without_length_is_not_named():
    drawn = figure([curve(Piecewise(values="1,0.5,0.1", boundaries="30,60", interpolate=True), [], SAMPLES)])
    (legend,) = drawn.legends
    assert [text.get_text() for text in legend.get_texts()] == ["piece 1", "piece 2"]


def test_a_long_label_is_not_broken_within_an_option():
    label = "one-cycle --max 0.001 --total-steps 5000 --pct-start 0.25 --div-factor 25 --final-div-factor 100"
    (legend,) = figure([COSINE, LINEAR], [label, label]).legends
    lines = legend.get_texts()[0].get_text().split("\n")
    assert len(lines) > 1
    assert [word for line in lines for word in line.split()] == label.split()


def test_several_curves_have_a_colour_a_dash_and_a_label_each():
    labels = ["cosine --max 0.002 --T 5000", "linear --max $0.002$ --T 5000"]
    drawn = figure([COSINE, LINEAR], labels)
    lines = drawn.axes[0].lines
    assert [line.get_color() for line in lines] == list(COLOURS[:2])
    assert len({line.get_linestyle() for line in lines}) == 2
    (legend,) = drawn.legends
    # a dollar would begin a formula
    assert [text.get_text() for text in legend.get_texts()] == [labels[0], labels[1].replace("$", r"\$")]


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear))


def test_the_colours_are_those_of_okabe_and_ito():
    # Okabe and Ito, Color Universal Design (2008): vermillion, blue, bluish green, …
    eight = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}
    assert set(COLOURS) <= eight
    # the first two differ in grey as well
    light, dark = sorted((luminance(COLOURS[0]), luminance(COLOURS[1])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) > 1.2


@pytest.mark.parametrize("form", sample(FORMATS, quick=["svg"]))
def test_the_same_picture_is_the_same_bytes_whatever_a_person_has_set(form, tmp_path, monkeypatch):
    one, other = tmp_path / f"one.{form}", tmp_path / f"other.{form}"
    save([WARMUP], str(one))
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black", "svg.fonttype": "none"}):
        save([WARMUP], str(other))
        assert matplotlib.rcParams["font.size"] == 30
    assert one.read_bytes() == other.read_bytes()


def test_an_svg_needs_no_fonts_and_says_what_it_shows(tmp_path):
    path = tmp_path / "x.svg"
    save([WARMUP], str(path))
    text = path.read_text(encoding="utf-8")
    assert "<text" not in text
    assert "<title>Warm-up, then cosine annealing: η_max = 0.002, η_min = 0.0001, T = 5000, W = 500<" in text


def test_a_pdf_carries_its_fonts_and_its_title(tmp_path):
    path = tmp_path / "x.pdf"
    save([COSINE, LINEAR], str(path), ["cosine", "linear"])
    data = path.read_bytes()
    assert b"/FontFile2" in data
    assert b"cosine; linear" in data


def test_staircases_drop_upright():
    line = figure([curve(Step(lr=1, step_size=10, gamma="0.5"), [29], SAMPLES)]).axes[0].lines[0]
    steps, rates = line.get_data()
    pairs = list(zip(steps, rates))
    assert [rate for step, rate in pairs if step == 10] == [1.0, 0.5]


def test_a_file_is_replaced_and_keeps_who_may_read_it(tmp_path):
    path = tmp_path / "x.png"
    path.write_bytes(b"old")
    path.chmod(0o604)
    save([COSINE], str(path))
    assert is_whole(path, "png")
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path):
    before = os.umask(0o027)
    try:
        save([COSINE], str(tmp_path / "x.svg"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.svg").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.svg").write_bytes(b"old")
    (tmp_path / "link.svg").symlink_to("real.svg")
    save([COSINE], str(tmp_path / "link.svg"))
    assert (tmp_path / "link.svg").is_symlink()
    assert is_whole(tmp_path / "real.svg", "svg")


@pytest.mark.parametrize("name", ["a picture.png", "Übung η.png", "it's; rm *.png", "-x.png", "UPPER.PNG"])
def test_names_of_every_kind(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save([COSINE], name)
    assert is_whole(tmp_path / name, "png")


def failing(stage):
    error = OSError(28, "No space left on device")
    if stage == "write":
        return mock.patch("os.chmod", side_effect=error)
    if stage == "rename":
        return mock.patch("os.replace", side_effect=error)
    return mock.patch("tempfile.mkstemp", side_effect=error)


def test_it_is_written_beside_and_renamed(tmp_path):
    # a rename within a directory is done or not done; from another disk it would be a copy
    with mock.patch("os.replace", side_effect=os.replace) as renamed:
        save([COSINE], str(tmp_path / "x.png"))
    (written, target), _ = renamed.call_args
    assert os.path.dirname(written) == os.path.dirname(target) == str(tmp_path)


def test_a_read_only_file_is_not_replaced(tmp_path):
    path = tmp_path / "x.png"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert "Permission denied" in run(*BASE, "--save", str(path)).err
    assert path.read_bytes() == b"old"


def test_what_is_no_file_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "x.png")
    with pytest.raises(ScheduleError, match="no file that can be replaced"):
        save([COSINE], str(tmp_path / "x.png"))
    assert stat.S_ISFIFO((tmp_path / "x.png").stat().st_mode)


@pytest.mark.parametrize("stage", ["open", "write", "rename"])
def test_where_it_cannot_be_written_whole_the_old_file_stays(stage, tmp_path):
    path = tmp_path / "x.png"
    path.write_bytes(b"old")
    with failing(stage), pytest.raises(ScheduleError, match="No space left on device"):
        save([COSINE], str(path))
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x.png"]


def test_a_full_disk_leaves_the_old_file(tmp_path):
    resource = pytest.importorskip("resource")
    import signal

    path = tmp_path / "x.png"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        with pytest.raises(ScheduleError, match=r"x\.png' cannot be written: File too large"):
            save([COSINE], str(path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x.png"]


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path):
    path = tmp_path / "x.png"
    path.write_bytes(b"old")
    # not by its mode: root may write every file
    with mock.patch("os.access", return_value=False), pytest.raises(ScheduleError, match="Permission"):
        save([COSINE], str(path))
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["nowhere/x.png", "x.png/x.png", "folder.png", "a\0b.png"])
def test_a_place_where_no_file_can_be(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.png").write_bytes(b"old")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(ScheduleError, match="cannot be written"):
        save([COSINE], name)
    assert sorted(os.listdir(tmp_path)) == ["folder.png", "x.png"]


@pytest.mark.parametrize("name", ["x", "x.gif", "x.jpg", ".", "", "png", "x.png ", "x.csv"])
def test_a_name_that_is_no_picture(name):
    with pytest.raises(ScheduleError, match=r"unknown picture type .*; use \.png, \.svg or \.pdf"):
        check_name(name)
    assert_refused(run(*BASE, "--save", name), "--save", "use .png, .svg or .pdf")


def test_without_matplotlib_one_line_says_how_to_install_it(tmp_path):
    path = tmp_path / "x.png"
    with mock.patch("importlib.util.find_spec", return_value=None):
        result = run(*BASE, "--save", str(path))
        assert_refused(result, "--save", "matplotlib", "pip install matplotlib")
        assert_refused(run("compare", "fixed --lr 1", "fixed --lr 2", "--save", str(path)), "matplotlib")
    assert not path.exists()


def test_the_picture_is_drawn_through_a_thousand_points(tmp_path):
    path, other = tmp_path / "x.svg", tmp_path / "other.svg"
    assert run(*BASE, "--at", "1250", "--save", str(path)).code == 0
    save([curve(Cosine(max="0.002", min="0.0001", T=5000), [1250], 1000)], str(other))
    assert path.read_bytes() == other.read_bytes()


def test_the_table_is_printed_as_without_a_picture(tmp_path):
    result = run(*BASE, "--save", str(tmp_path / "x.png"))
    assert (result.code, result.err, result.out) == (0, "", run(*BASE).out)


def test_a_broken_matplotlib_is_one_line_too(tmp_path):
    (tmp_path / "matplotlib").mkdir()
    (tmp_path / "matplotlib" / "__init__.py").write_text("raise ImportError('half of it is missing')")
    result = run_process(*BASE, "--save", str(tmp_path / "x.png"), PYTHONPATH=str(tmp_path))
    assert_refused(
        result, "--save", "matplotlib cannot be imported: half of it is missing", "pip install matplotlib"
    )


def test_a_picture_is_written_though_nobody_reads_the_rows(tmp_path):
    path = tmp_path / "x.png"
    with start(*BASE, "--at", "0:1000000", "-f", "csv", "--save", str(path)) as process:
        process.stdout.close()
        assert process.stderr.read().startswith(b"note: beyond step 5000")
    assert process.returncode == 0
    assert is_whole(path, "png")


def test_a_picture_that_cannot_be_written_is_one_message_and_no_rows(tmp_path):
    result = run(*BASE, "--save", str(tmp_path / "nowhere" / "x.png"))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert re.match(r"lrcalc cosine: --save: '.*x\.png' cannot be written: No such file", result.err)


def test_a_schedule_whose_formula_is_long_has_none():
    lines = figure([curve(example(policy_class("one-cycle")).after_warmup(100), [0], SAMPLES)])
    formula = [line for line in above(lines) if r"\eta_{t} =" in line]
    assert len(formula) <= 4


def test_a_flat_schedule_is_drawn_from_0():
    axes = figure([curve(Fixed(lr="0.1"), [0], SAMPLES)]).axes[0]
    assert axes.get_ylim()[0] == 0 < 0.1 < axes.get_ylim()[1]
