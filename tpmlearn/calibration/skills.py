"""How far the skills of the people who answered go together, by the bank that was just learnt."""

from collections.abc import Sequence

import numpy as np

from tpmlearn.calibration.columns import FirstAnswers
from tpmlearn.domain.assessment.ability import density
from tpmlearn.domain.assessment.cavities import log_posteriors
from tpmlearn.domain.assessment.correlation import Correlation, common_correlation, sites_of
from tpmlearn.domain.assessment.curves import GRID, ItemParameters, expected_curves
from tpmlearn.domain.assessment.joint import LEAST_ANSWERS


def skills_together(answers: FirstAnswers, bank: Sequence[ItemParameters]) -> Correlation:
    """rho from first answers of sittings; `bank` in the order of `answers.versions`.

    A skill of a person takes part from five effortful answers on, as it is published from there on.
    """
    effortful, kept = answers.effortful, np.unique(answers.unit[~answers.rapid])
    mass = density(log_posteriors(expected_curves(bank), effortful))
    mean = mass @ GRID
    se = np.sqrt(mass @ GRID**2 - mean**2)
    enough = np.bincount(effortful.person, minlength=kept.size) >= LEAST_ANSWERS
    skills: dict[str, int] = {}
    named = [answers.units[n] for n in kept]
    return common_correlation(
        sites_of(
            mean[enough],
            se[enough],
            person=np.array([person for person, _ in named], dtype=np.intp)[enough],
            skill=np.array([skills.setdefault(s, len(skills)) for _, s in named], dtype=np.intp)[
                enough
            ],
        )
    )
