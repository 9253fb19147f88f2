"""A class of hundreds of simulated students, each with one mistake, and of students who are right."""

from tests.marking.students import confusion, right_students, students, verdict_on, written

# 1 and 2 are kept for this; the code was tried on others.
SEEDS = (1, 2)
MOST_FALSE = 0.02
LEAST_FOUND = 0.95


def test_what_is_written_has_so_many_figures():
    assert written(0.0017217514421272201, 4) == "0.001722"
    assert written(0.0017217514421272201, 4, cut=True) == "0.001721"
    assert written(0.30000000000000004, 3, cut=True) == "0.300"


def test_a_cause_is_named_where_it_is_one_and_hardly_ever_else():
    people = [student for seed in SEEDS for student in students(seed)]
    counts = confusion(people)
    listed, unlisted = counts["listed"], counts["unlisted"]
    assert len(people) > 400
    visible = sum(listed.values()) - listed["accepted"]
    assert listed["found"] + listed["tie"] >= LEAST_FOUND * visible, counts
    false = sum(group[kind] for group in (listed, unlisted) for kind in ("false", "thin"))
    false += unlisted["tie"] + unlisted["found"]
    assert false <= MOST_FALSE * len(people), counts


def test_of_one_answer_alone_a_false_cause_is_hardly_ever_told_for_certain():
    people = [student.alone(number % 5) for seed in SEEDS for number, student in enumerate(students(seed))]
    listed, unlisted = confusion(people).values()
    visible = sum(listed.values()) - listed["accepted"]
    assert listed["found"] + listed["tie"] >= 0.9 * visible, listed
    false = [student for student in people if verdict_on(student) == "false"]
    # at that step a mistake of the list may give the very same number, with ten figures too
    by_chance = [student for student in false if not student.named() & student.to(10).named()]
    assert len(by_chance) <= MOST_FALSE * sum(unlisted.values()), by_chance


def test_no_mistake_that_shows_in_the_digits_is_accepted():
    for student in students(3, exercises_each=1):
        if verdict_on(student) != "accepted":
            continue
        # what was written is what is right, but for a unit of the last digit of an answer
        task = student.exercise
        for text, step in zip(student.answers, task.steps, strict=True):
            places = len(text.partition(".")[2])
            right = task.kind.right(task.numbers, step)
            early = 0.0075 * (task.numbers.get("max", 0) - task.numbers.get("min", 0))
            assert abs(float(text) - right) <= 10**-places + early, student


def test_no_right_sheet_is_refused():
    # of a run over 100,000 sheets none was
    people = list(right_students(4, exercises_each=2))
    assert len(people) > 200
    assert [student for student in people if not student.marking().accepted] == []
