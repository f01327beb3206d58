"""The most that any plan could close by a date, by an exact solver (CP-SAT of OR-tools).

The model has the rules of docs/assessment.md as constraints on weeks: hours, prerequisites, even
shares of work over weeks of its own, half of a week for lessons while there are any, no beginning
in a rest of under half an hour. It is free in all else, so no scheduler that keeps the rules can
close more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.deadline import Deadline
from tpmlearn.domain.planning.desk import CHUNK, Job, week_of
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.weeks import DAY, weeks_between

SCALE = 1000
SECONDS = 6.0


@dataclass(frozen=True)
class Exact:
    """A value that nothing exceeds; it is the optimum of the model where `proven`."""

    most: float
    proven: bool


def most_by_exact_solver(request: PlanRequest, *, enough: float) -> Exact:
    """Return the optimum, first without the half that is kept for lessons, which is much easier.

    A bound of `enough` is as good as any: the caller has a plan that closes that much.
    """
    easy = _solve(_Model(request))
    if easy.most <= enough + 1e-6:
        return easy
    whole = _Model(request)
    whole.keep_half_for_lessons()
    found = _solve(whole)
    return min((easy, found), key=lambda one: (one.most, not one.proven))


def _solve(model: "_Model") -> Exact:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        return Exact(0.0, proven=True)
    return Exact(solver.best_objective_bound / SCALE, status == cp_model.OPTIMAL)


class _Model:
    """Which activities are kept, and how many minutes of each week go to each."""

    def __init__(self, request: PlanRequest) -> None:
        deadline, time = Deadline(request), request.working_time
        limit = time.minute_of(deadline.ready_by + DAY)
        count = weeks_between(request.first_day, deadline.ready_by) + 1
        weeks = [week_of(index, time) for index in range(count)]
        self.capacity = [week.capacity for week in weeks]
        self.room = [max(0, min(week.capacity, limit - week.begins)) for week in weeks]
        self.weeks = range(count)
        self.jobs = deadline.jobs
        self.activities = [one for one in request.selection.activities if one.key in self.jobs]
        self.model = cp_model.CpModel()
        self._variables()
        for one in self.activities:
            self._work_of(self.jobs[one.key])
            if one.state is State.STARTED or one.key in request.settings.pins:
                self.model.add(self.kept[one.key] == 1)
            required = [key for key in one.requires if key in self.jobs]
            self.model.add_bool_and([self.kept[key] for key in required]).only_enforce_if(
                self.kept[one.key]
            )
            self._waits(self.jobs[one.key], required if one.state is State.OPEN else [])
        for week in self.weeks:
            self.model.add(sum(self.given[key, week] for key in self.jobs) <= self.room[week])
        self.model.maximize(
            sum(round(one.value * SCALE) * self.kept[one.key] for one in self.activities)
        )

    def _variables(self) -> None:
        model, pairs = self.model, [(key, week) for key in self.jobs for week in self.weeks]
        self.kept = {key: model.new_bool_var(key) for key in self.jobs}
        self.given = {(key, week): model.new_int_var(0, self.room[week], "") for key, week in pairs}
        self.over = {pair: model.new_bool_var("") for pair in pairs}
        self.begins = {pair: model.new_bool_var("") for pair in pairs if self.jobs[pair[0]].beside}

    def _work_of(self, job: Job) -> None:
        """All of it is done, or nothing; `over` from the week on in which it is finished."""
        key, model = job.activity.key, self.model
        model.add(sum(self.given[key, week] for week in self.weeks) == job.total * self.kept[key])
        for week in self.weeks:
            so_far = sum(self.given[key, one] for one in range(week + 1))
            model.add(so_far >= job.total * self.over[key, week])
        model.add(self.over[key, self.weeks[-1]] == self.kept[key])
        if job.beside:
            self._over_weeks(job)

    def _over_weeks(self, job: Job) -> None:
        """Even shares from the week in which it begins; it ends with a whole week."""
        key, model = job.activity.key, self.model
        model.add(sum(self.begins[key, week] for week in self.weeks) == self.kept[key])
        least = 0 if job.activity.state is State.STARTED else min(CHUNK, job.total // job.weeks)
        for week in self.weeks:
            if self.room[week] < max(1, least):
                model.add(self.begins[key, week] == 0)
            model.add(self.given[key, week] >= least * self.begins[key, week]).only_enforce_if(
                self.begins[key, week]
            )
            shares = sum(self._share(job, first, week) for first in range(week + 1))
            model.add(sum(self.given[key, one] for one in range(week + 1)) <= shares)
        if self.room[-1] < self.capacity[-1]:
            model.add(self.given[key, self.weeks[-1]] == 0)

    def _share(self, job: Job, first: int, last: int) -> cp_model.LinearExprT:
        worked = sum(self.room[week] > 0 for week in range(first, last + 1))
        share = job.total * min(worked, job.weeks) // job.weeks
        return share * self.begins[job.activity.key, first]

    def _waits(self, job: Job, required: Sequence[str]) -> None:
        """What it requires is over in the same week; what ran over weeks, in the one before."""
        for key in required:
            for week in self.weeks:
                over = week - self.jobs[key].beside
                may = self.over[key, over] if over >= 0 else 0
                if job.beside:
                    self.model.add(self.begins[job.activity.key, week] <= may)
                else:
                    self.model.add(self.given[job.activity.key, week] <= self.room[week] * may)

    def keep_half_for_lessons(self) -> None:
        """Work over weeks has at most half of a week while lessons are left that wait for none."""
        beside = [key for key, job in self.jobs.items() if job.beside]
        lessons = [one for one in self.activities if not self.jobs[one.key].beside]
        free = [one for one in lessons if not self._waits_for_work(one)]
        for week in self.weeks:
            none_left = self.model.new_bool_var("")
            for one in free:
                self.model.add_bool_or(
                    self.over[one.key, week], self.kept[one.key].negated()
                ).only_enforce_if(none_left)
            self.model.add(
                sum(self.given[key, week] for key in beside) <= self.capacity[week] // 2
            ).only_enforce_if(none_left.negated())

    def _waits_for_work(self, one: Activity) -> bool:
        return any(key in self.jobs and self.jobs[key].beside for key in one.requires)
