"""Microsoft Project's XML (MSPDI): the plan with its calendar, links, float and milestones.

The schema is "Project 2007 XML data interchange"; the order of elements is part of it. Times are
local and carry no zone. The working day begins at 9:00 and lasts as long as that weekday's minutes.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from xml.etree import ElementTree as Tree  # nosec B405 # writes and names, reads nothing

from tpmlearn.domain.planning.exports.lines import one_line, printable
from tpmlearn.domain.planning.exports.material import Material
from tpmlearn.domain.planning.exports.project_tasks import ProjectTask, project_tasks
from tpmlearn.domain.planning.levelled import levelled
from tpmlearn.domain.planning.weeks import DAY, sunday
from tpmlearn.domain.planning.working_time import DAYS, WorkingTime
from tpmlearn.words import _

NAMESPACE = "http://schemas.microsoft.com/project"
OPENS = time(9)
CALENDAR = "1"
Fields = Iterable[tuple[str, str]]


def project(material: Material) -> bytes:
    """Return the plan as an MSPDI document in UTF-8."""
    found = levelled(material.plan)
    clock = Clock(found.working_time)
    tasks = project_tasks(material, found)
    root = Tree.Element("Project", xmlns=NAMESPACE)
    _add(root, _head(material, clock, end=max((one.finish for one in tasks), default=0)))
    _add_calendar(Tree.SubElement(root, "Calendars"), material, found.working_time)
    parent = Tree.SubElement(root, "Tasks")
    for number, task in enumerate(tasks, start=1):
        _add_task(parent, number, task, clock)
    Tree.indent(root)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


class Clock:
    """Turns minutes of working time into moments of working days."""

    def __init__(self, working_time: WorkingTime) -> None:
        self._time = working_time

    def start(self, minute: int) -> str:
        """The moment at which work that starts with a minute begins."""
        return self._moment(self._time.start_day(minute), minute)

    def finish(self, minute: int) -> str:
        """The moment at which work that ends with a minute is finished."""
        return self._moment(self._time.finish_day(minute), minute)

    def on(self, day: date, minutes: int = 0) -> str:
        """The moment so many minutes after the opening of a day."""
        return (datetime.combine(day, OPENS) + timedelta(minutes=minutes)).isoformat()

    def day(self, day: date) -> tuple[str, str, int]:
        """Opening and end of an ordinary day, and its minutes; free days have them too."""
        minutes = self._time.minutes_of_weekday(day.weekday())
        return self.on(day), self.on(day, minutes), minutes

    def _moment(self, day: date, minute: int) -> str:
        return self.on(day, minute - self._time.minute_of(day))


def _add(parent: Tree.Element, fields: Fields) -> None:
    for name, text in fields:
        Tree.SubElement(parent, name).text = text


def _head(material: Material, clock: Clock, *, end: int) -> Fields:
    weekly = material.plan.working_time.weekly
    yield "SaveVersion", "12"
    yield "Title", one_line(material.title)
    yield "LastSaved", material.saved_at.astimezone(material.zone).replace(tzinfo=None).isoformat()
    yield "ScheduleFromStart", "1"
    yield "StartDate", clock.start(0)
    yield "FinishDate", clock.finish(end)
    yield "CriticalSlackLimit", "0"
    yield "CalendarUID", CALENDAR
    yield "DefaultStartTime", OPENS.isoformat()
    yield "MinutesPerDay", str(max(1, weekly // DAYS))
    yield "MinutesPerWeek", str(weekly)
    yield "DefaultTaskType", "1"
    yield "DurationFormat", "5"
    yield "HonorConstraints", "0"
    yield "NewTasksEffortDriven", "0"
    yield "NewTasksEstimated", "0"
    yield "CurrentDate", clock.on(material.today)


def _add_calendar(parent: Tree.Element, material: Material, working_time: WorkingTime) -> None:
    calendar = Tree.SubElement(parent, "Calendar")
    _add(calendar, [("UID", CALENDAR), ("Name", _("Plan")), ("IsBaseCalendar", "1")])
    _add(calendar, [("BaseCalendarUID", "-1")])
    weekdays = Tree.SubElement(calendar, "WeekDays")
    # 1 is Sunday.
    for number, weekday in enumerate((6, 0, 1, 2, 3, 4, 5), start=1):
        _add_weekday(weekdays, number, working_time.minutes_of_weekday(weekday))
    spans = _free_spans(material)
    if spans:
        parent = Tree.SubElement(calendar, "Exceptions")
        for first, last in spans:
            _add_exception(parent, first, last)


def _add_weekday(parent: Tree.Element, number: int, minutes: int) -> None:
    day = Tree.SubElement(parent, "WeekDay")
    _add(day, [("DayType", str(number)), ("DayWorking", str(int(minutes > 0)))])
    if minutes:
        times = Tree.SubElement(Tree.SubElement(day, "WorkingTimes"), "WorkingTime")
        closes = datetime.combine(date.min, OPENS) + timedelta(minutes=minutes)
        _add(times, [("FromTime", OPENS.isoformat()), ("ToTime", closes.time().isoformat())])


def _free_spans(material: Material) -> list[tuple[date, date]]:
    """Return the spans of days without work, so that none touches another."""
    plan = material.plan
    days = {week + n * DAY for week in plan.free_weeks for n in range(DAYS)} | set(plan.days_off)
    ordered = sorted(days)
    breaks = [0, *(n for n, (a, b) in enumerate(pairwise(ordered), start=1) if b - a > DAY)]
    ends = [*breaks[1:], len(ordered)]
    return [(ordered[a], ordered[b - 1]) for a, b in zip(breaks, ends, strict=True) if a < b]


def _add_exception(parent: Tree.Element, first: date, last: date) -> None:
    exception = Tree.SubElement(parent, "Exception")
    _add(exception, [("EnteredByOccurrences", "0")])
    period = Tree.SubElement(exception, "TimePeriod")
    _add(period, [("FromDate", f"{first}T00:00:00"), ("ToDate", f"{last}T23:59:00")])
    whole = last == sunday(first) and last - first == 6 * DAY
    name = _("Free week") if whole else _("Free")
    _add(exception, [("Occurrences", "1"), ("Name", name), ("Type", "1"), ("DayWorking", "0")])


def _add_task(parent: Tree.Element, number: int, task: ProjectTask, clock: Clock) -> None:
    element = Tree.SubElement(parent, "Task")
    _add(element, _fields(number, task, clock))
    for link in task.links:
        linked = Tree.SubElement(element, "PredecessorLink")
        # Lags are tenths of a minute; their format 3 says that they are shown in minutes.
        _add(linked, [("PredecessorUID", str(link.before)), ("Type", link.kind)])
        _add(linked, [("CrossProject", "0"), ("LinkLag", str(link.lag * 10)), ("LagFormat", "3")])


def _fields(number: int, task: ProjectTask, clock: Clock) -> Fields:
    start, finish = clock.start(task.start), clock.finish(task.finish)
    minutes = task.finish - task.start
    if task.done_on:
        start, finish, minutes = clock.day(task.done_on)
    elif task.milestone:
        start = finish
    duration = f"PT{minutes // 60}H{minutes % 60}M0S"
    yield "UID", str(task.uid)
    yield "ID", str(number)
    yield "Name", one_line(task.title)
    yield "Active", "1"
    yield "Manual", "0"
    yield "Type", "1"
    yield "IsNull", "0"
    yield "WBS", task.outline
    yield "OutlineNumber", task.outline
    yield "OutlineLevel", str(task.outline.count(".") + 1)
    yield "Priority", "500"
    yield "Start", start
    yield "Finish", finish
    yield "Duration", duration
    yield "DurationFormat", "5"
    yield "EffortDriven", "0"
    yield "Estimated", "0"
    yield "Milestone", str(int(task.milestone))
    yield "Summary", str(int(task.summary))
    if task.times and not task.summary:
        late = int(task.times.late_start), int(task.times.late_finish)
        yield "Critical", str(int(task.times.is_critical))
        yield "LateStart", clock.start(late[0])
        yield "LateFinish", clock.finish(late[1])
        yield "FreeSlack", str(round(task.times.free_float * 10))
        yield "TotalSlack", str(round(task.times.total_float * 10))
    yield "PercentComplete", "100" if task.done_on else "0"
    if task.done_on:
        yield "ActualStart", start
        yield "ActualFinish", finish
    # MPXJ schedules nothing without these two.
    yield "ActualDuration", duration if task.done_on else "PT0H0M0S"
    yield "RemainingDuration", "PT0H0M0S" if task.done_on else duration
    yield "ConstraintType", "4" if task.not_before else "0"
    yield "CalendarUID", "-1"
    if task.not_before:
        yield "ConstraintDate", clock.start(task.not_before)
    if task.link:
        yield "HyperlinkAddress", task.link
    if task.note:
        yield "Notes", printable(task.note)
