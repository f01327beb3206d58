"""Learners who sit an exam as the desk's script does: keys, numbers, heartbeats, sending again."""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode
from uuid import UUID

from bench.line import Line, Reply

A_TURN = 1_000_000
PAUSE_S = (20.0, 80.0)
HEARTBEAT_S = 30.0
PATIENCE_S = 0.5
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    """An answer that a learner sent."""

    sitting: str
    key: str
    position: int
    seq: int
    given: tuple[str, ...]


@dataclass
class Measured:
    """What the learners of one stretch saw: seconds until each answer was acknowledged."""

    saves: list[float] = field(default_factory=list)
    beats: list[float] = field(default_factory=list)
    retries: int = 0
    seconds: float = 0.0


@dataclass
class Learner:
    """One learner at one window; `acknowledged` is what the site called saved, `sent` all keys."""

    line: Line
    rng: Random
    sitting: str = ""
    token: str = ""
    turn: int = 0
    saves: int = 0
    last: int = 1
    acknowledged: list[Answer] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)

    async def press_start(self, exam: str) -> float:
        """Begin an exam; the seconds from the press of the button to the reply."""
        front = await self.line.ask(f"/exams/{exam}")
        form = urlencode({"csrf_token": _token(front), "time": "0"}).encode()
        begun = time.perf_counter()
        reply = await self.line.ask(f"/exams/{exam}", form, FORM)
        taken = time.perf_counter() - begun
        if reply.status != 302:
            raise AssertionError(f"the exam did not begin: {reply.status}")
        self.sitting = reply.location.rsplit("/", maxsplit=1)[-1]
        return taken

    async def open_desk(self) -> None:
        """Open the first question, take the turn and fetch all questions, as the script does."""
        first = (await self.line.ask(self._base)).location
        page = await self.line.ask(first.removeprefix(f"http://127.0.0.1:{self.line.port}"))
        self.token = _token(page)
        self.last = int(_first(r'data-last="(\d+)"', page))
        reply = await self._post("turn", {})
        self.turn = int(json.loads(reply.text)["turn"])
        questions = await self.line.ask(f"{self._base}/questions")
        if questions.status != 200:
            raise AssertionError(f"the questions did not come: {questions.status}")

    async def answer(self, measured: Measured) -> None:
        """Answer a question and send it until the site says that it is saved."""
        self.saves += 1
        answer = Answer(
            sitting=self.sitting,
            key=str(UUID(int=self.rng.getrandbits(128), version=4)),
            position=self.rng.randint(1, self.last),
            seq=self.turn * A_TURN + self.saves,
            given=(str(self.rng.randrange(4)),),
        )
        self.sent.add(answer.key)
        begun = time.perf_counter()
        while not await self._kept(answer):
            measured.retries += 1
            await asyncio.sleep(PATIENCE_S)
        measured.saves.append(time.perf_counter() - begun)
        self.acknowledged.append(answer)

    async def beat(self, measured: Measured) -> None:
        """Ask for the clock."""
        begun = time.perf_counter()
        await self.line.ask(f"{self._base}/clock")
        measured.beats.append(time.perf_counter() - begun)

    @property
    def _base(self) -> str:
        return f"/exams/sittings/{self.sitting}"

    async def _kept(self, answer: Answer) -> bool:
        entry = {
            "key": answer.key,
            "position": answer.position,
            "seq": answer.seq,
            "given": list(answer.given),
            "flagged": False,
            "struck": [],
            "highlights": [],
            "seconds": 42.5,
        }
        try:
            reply = await self._post("answers", {"entries": [entry]})
        except (OSError, TimeoutError):
            return False
        if reply.status >= 500:
            return False
        kept = json.loads(reply.text)["kept"]
        if kept != [{"key": answer.key, "became": "kept"}]:
            raise AssertionError(f"an answer became {kept}")
        return True

    async def _post(self, step: str, body: object) -> Reply:
        headers = {
            "Content-Type": "application/json",
            "X-Requested-With": "fetch",
            "X-CSRFToken": self.token,
        }
        return await self.line.ask(f"{self._base}/{step}", json.dumps(body).encode(), headers)


async def sit(
    learners: list[Learner], *, seconds: float, haste: float = 1.0, beats: bool = True
) -> Measured:
    """All learners answer at once for so long; what they saw.

    `haste` shortens their pauses and the time between heartbeats: 500 learners with haste 2 ask as
    much as 1,000 do. They do not begin in step: the first pause of each is a part of a whole one.
    """
    measured, begun = Measured(), time.perf_counter()
    end = begun + seconds
    await asyncio.gather(*(_sit(one, measured, end, haste, beats=beats) for one in learners))
    measured.seconds = time.perf_counter() - begun
    return measured


async def _sit(
    learner: Learner, measured: Measured, end: float, haste: float, *, beats: bool
) -> None:
    rng, begun = learner.rng, time.perf_counter()
    save_at = begun + rng.uniform(0, sum(PAUSE_S) / 2) / haste
    beat_at = begun + rng.uniform(0, HEARTBEAT_S) / haste if beats else float("inf")
    while (at := min(save_at, beat_at)) < end:
        await asyncio.sleep(max(at - time.perf_counter(), 0))
        if at == save_at:
            await learner.answer(measured)
            save_at = time.perf_counter() + rng.uniform(*PAUSE_S) / haste
        else:
            await learner.beat(measured)
            beat_at = time.perf_counter() + HEARTBEAT_S / haste


def _token(page: Reply) -> str:
    return _first(r'name="csrf_token" value="([^"]+)"', page)


def _first(pattern: str, page: Reply) -> str:
    found = re.search(pattern, page.text)
    if found is None:
        raise AssertionError(f"{pattern} is not in a page with status {page.status}")
    return found[1]
