"""From a request to the answer: what is computed, and the report of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lrcalc.command.reading import said_of
from lrcalc.command.request import Request
from lrcalc.errors import ScheduleError
from lrcalc.report.rates import Answer
from lrcalc.report.report import Report
from lrcalc.sampling.stretch import Steps, furthest

if TYPE_CHECKING:
    from lrcalc.marking.mark import Marking
    from lrcalc.pictures.curve import Curve
    from lrcalc.report.blocks import Drawing
    from lrcalc.report.part import Part


def answer(request: Request, more: Sequence[Part] = ()) -> Report:
    """The report on a schedule, with more parts of its own. Raises ScheduleError."""
    report = _of_rates(request, more) if request.log is None else _of_log(request)
    report.caption, report.standalone = request.caption, request.standalone
    return report


def _of_log(request: Request) -> Report:
    from lrcalc.command.log import log_answer

    return log_answer(request)


def _of_rates(request: Request, more: Sequence[Part]) -> Report:
    parts: list[Part] = [*more]
    schedule, digits = request.schedule, request.digits
    runs = _default_runs(request) if request.runs is None else request.runs
    if request.units is not None:
        from lrcalc.report.units_columns import units_part

        parts.append(units_part(request.units))
    if request.work:
        from lrcalc.report.working import working_part

        parts.append(working_part(schedule, digits))
    if request.when:
        part, runs = _crossings(request)
        parts.append(part)
    marking = None
    if request.check is not None:
        marking, part, runs = _marks(request, runs)
        parts.append(part)
    if request.summary:
        parts.append(_summary(request, runs))
    if request.plot:
        from lrcalc.report.drawing import drawing_part

        parts.append(drawing_part(said_of_plot(_drawing(request, runs, marking))))
    if request.save is not None:
        from lrcalc.command.picture import save_picture

        save_picture(_drawing(request, runs, marking), request.save)
    with said_of("--columns"):
        return Answer(schedule, runs, digits, request.columns, parts).report()


def _default_runs(request: Request) -> list[range]:
    return [range(step, step + 1) for step in request.schedule.default_steps()]


def _crossings(request: Request) -> tuple[Part, list[range]]:
    from lrcalc.analysis.when import reached
    from lrcalc.report.blocks import Figures, Sentences
    from lrcalc.report.crossings import crossings_part

    answers = reached(request.schedule, request.when)
    shows = request.form.shows
    # an object has a field for the steps, and as values they stand alone: enough where they are all
    are_told = answers.is_whole and (not shows or Figures in shows)
    noted = Sentences not in shows and not are_told
    return crossings_part(answers, noted), answers.runs(request.schedule.total)


def _marks(request: Request, runs: Iterable[Steps]) -> tuple[Marking, Part, list[range]]:
    from lrcalc.command.check import marking_of
    from lrcalc.report.marks import marks_part

    assert request.check is not None
    asked = request.runs is not None
    marking = marking_of(request.schedule, request.check, runs, asked, request.steps_per_epoch)
    part = marks_part(marking, request.digits, request.check.hint)
    steps = [range(row.derivation.step, row.derivation.step + 1) for row in marking.rows]
    return marking, part, steps


def _summary(request: Request, runs: Iterable[Steps]) -> Part:
    from lrcalc.analysis.summary import summarise
    from lrcalc.report.summary import summary_part

    last = max(map(furthest, runs), default=0)
    summary = summarise(request.schedule, request.schedule.updates or last or 1)
    if summary is None:
        raise ScheduleError("--summary: expected a shorter run, got one with too many phases to look through")
    return summary_part(summary, request.digits)


def _drawing(request: Request, runs: Iterable[Steps], marking: Marking | None) -> Drawing:
    from lrcalc.report.drawing import drawing, with_answers

    drawn = drawing(request.schedule, list(runs), request.digits, request.log_scale)
    return drawn if marking is None else with_answers(drawn, marking)


def said_of_plot(block: Drawing) -> Drawing:
    """The drawing, whose curves are found when it is drawn."""

    def curves(samples: int) -> list[Curve]:
        with said_of("--plot"):
            return block.curves(samples)

    return block._replace(curves=curves)
