"""The forecast of a plan, with a seed that follows from what the plan is made from."""

from hashlib import sha256

import numpy as np

from tpmlearn.domain.planning.forecast import Forecast, forecast
from tpmlearn.domain.planning.levelled import levelled
from tpmlearn.domain.planning.pace import OwnPace
from tpmlearn.domain.planning.plan import Plan


def forecast_of(plan: Plan, pace: OwnPace, *, seed: str = "") -> Forecast | None:
    """The forecast of a plan that was made at `pace`, None where nothing is left to do.

    The same plan shows the same figures at each reading. The seed is the plan's own inputs unless
    said otherwise: plans that are compared take one, so that they differ by what is changed and not
    by chance.
    """
    # Numbers that a page repeats, so nothing that must not be guessed.
    digest = sha256((seed or plan.inputs).encode()).digest()
    rng = np.random.default_rng(int.from_bytes(digest[:16], "big"))  # noqa: TID251
    return forecast(levelled(plan), ready_by=plan.ready_by, odds=pace.odds, rng=rng)
