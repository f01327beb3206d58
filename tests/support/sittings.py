"""Sittings put straight into the tables: who answered what, and how."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tests.support.client import CheckingClient
from tpmlearn.db import db, insert_for, new_id, writing
from tpmlearn.domain.assessment.curves import author_parameters, guess_of
from tpmlearn.domain.assessment.freezing import freeze
from tpmlearn.models import ItemVersionRow, SittingItemRow, SittingRow
from tpmlearn.records.catalogue import current_catalogue


def sat(
    client: CheckingClient,
    answers: Mapping[str, Sequence[bool]],
    *,
    at: datetime,
    finished: bool = True,
    counts: bool = True,
    rapid: bool = False,
    withdrawn: bool = False,
    scored: bool = True,
    skip: int = 0,
) -> str:
    """A sitting that ended `at`, with these answers (right or not) by skill; its id.

    `skip` passes over the first items of each skill, which an earlier sitting had.
    """
    with client.application.app_context(), writing():
        pool = current_catalogue().test_pool
        row = SittingRow(
            id=new_id(),
            person_id=client.person_id,
            area=next(iter(answers))[:3],
            bank_version=None,
            quotas=dict.fromkeys(answers, 6),
            starts={},
            started_at=at - timedelta(minutes=30),
            finished_at=at if finished else None,
            end_reason="quota",
            counts=counts,
        )
        db.session.add(row)
        db.session.flush()
        sitting, position = row.id, 0
        for skill, right in answers.items():
            items = [item for item in pool if item.skill == skill][skip:]
            for item, correct in zip(items, right, strict=False):
                position += 1
                believed = author_parameters(3, guess_of(item))
                db.session.execute(
                    insert_for(ItemVersionRow)
                    .values(
                        version=item.version,
                        item=item.id,
                        content=freeze(item),
                        first_shown_at=at,
                    )
                    .on_conflict_do_nothing()
                )
                db.session.add(
                    SittingItemRow(
                        sitting_id=sitting,
                        position=position,
                        item=item.id,
                        item_version=item.version,
                        skill=skill,
                        scored=scored,
                        option_order=list(range(len(item.options))),
                        drawn={},
                        why={"weight": 1.0, "candidates": 9, "information": 0.1, "best": 0.1},
                        b=believed.b,
                        b_sd=believed.b_sd,
                        log_a=believed.log_a,
                        log_a_sd=believed.log_a_sd,
                        guess=believed.guess,
                        shown_at=at - timedelta(minutes=1),
                        answered_at=at,
                        seconds=60.0,
                        response={"chosen": [0], "number": None, "text": ""},
                        correct=correct,
                        rapid=rapid,
                        withdrawn=withdrawn,
                    )
                )
        db.session.commit()
        return sitting
