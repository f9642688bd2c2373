"""The survey about needs: three kinds of respondents, told apart by what they find important."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doelgroep.sample.calendar import year_of
from doelgroep.sample.draws import MISSING, Part, chance, pick_by, stream
from doelgroep.sample.plan import Need
from doelgroep.sample.rhythm import Hours, at_hours

if TYPE_CHECKING:
    from doelgroep.sample.calendar import Calendar
    from doelgroep.sample.draws import Ints
    from doelgroep.sample.people import Crowd
    from doelgroep.sample.plan import Plan

QUESTIONS = (
    "Lage prijs",
    "Aanbiedingen",
    "Gratis verzending",
    "Goed advies",
    "Snel antwoord",
    "Vriendelijk",
    "Op tijd geleverd",
    "Altijd op voorraad",
)
"""How important is ... to you? 1 to 5."""
CHOICE = "Wat telt het zwaarst?"
"""The last question."""
ANSWERS = ("onbelangrijk", "niet zo belangrijk", "neutraal", "belangrijk", "heel belangrijk")
REASONS = ("prijs", "service", "zekerheid")
"""Answers to `CHOICE`."""
NO_ANSWER = 6
"""Percent of the questions that are left open."""

_LOW, _MIDDLE, _HIGH = (20, 30, 30, 15, 5), (5, 15, 35, 30, 15), (1, 4, 10, 35, 50)
LIKERT: dict[Need, tuple[tuple[int, ...], ...]] = {
    Need.PRICE: (_HIGH, _HIGH, _HIGH, _LOW, _MIDDLE, _LOW, _MIDDLE, _LOW),
    Need.SERVICE: (_LOW, _MIDDLE, _LOW, _HIGH, _HIGH, _HIGH, _MIDDLE, _MIDDLE),
    Need.RELIABILITY: (_MIDDLE, _LOW, _LOW, _MIDDLE, _LOW, _LOW, _HIGH, _HIGH),
}
"""For each need and question the percent that answer 1, 2, 3, 4 and 5."""
CHOICES: dict[Need, tuple[int, ...]] = {Need.PRICE: (76, 10, 14), Need.SERVICE: (14, 72, 14), Need.RELIABILITY: (20, 14, 66)}
"""For each need the percent that choose each of `REASONS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswers:
    """An entry per answer, by respondent and question."""

    customer: Ints
    moment: Ints
    question: Ints
    """Position in `QUESTIONS`; the one after them is `CHOICE`."""
    answer: Ints
    """Position in `ANSWERS` and, after them, `REASONS`."""
    value: Ints
    """1 to 5; `MISSING` for `CHOICE`."""


def survey_name(calendar: Calendar) -> str:
    """The name of the survey."""
    return f"Wensen {year_of(calendar.survey.first)}"


def draw_survey(plan: Plan, crowd: Crowd, chunk: int) -> SurveyAnswers:
    """What the respondents answered; independent answers, given what they need."""
    rng = stream(plan.seed, Part.SURVEY, chunk)
    respondent = np.flatnonzero(crowd.story.need != Need.UNKNOWN)
    group = crowd.story.need[respondent] - Need.PRICE
    period = plan.calendar.survey
    start = at_hours(plan.rhythm, rng, rng.integers(period.first, period.last + 1, len(respondent)), Hours.INBOX)
    likert = [pick_by(rng, [LIKERT[need][each] for need in LIKERT], group) for each in range(len(QUESTIONS))]
    answers = np.column_stack([*likert, len(ANSWERS) + pick_by(rng, list(CHOICES.values()), group)])
    row, question = np.nonzero(chance(rng, 1 - NO_ANSWER / 100, answers.size).reshape(answers.shape))
    answer = answers[row, question]
    return SurveyAnswers(
        customer=respondent[row],
        moment=start[row] + 15 * question,
        question=question,
        answer=answer,
        value=np.where(question < len(QUESTIONS), answer + 1, MISSING),
    )
