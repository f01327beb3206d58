"""The parts of an exam and their names: domains of an outline, or groups of its own."""

from tpmlearn.domain.content.catalogue import Blueprint, Item
from tpmlearn.domain.content.outlines import domain_of
from tpmlearn.words import N_, _

NAMES = {"PE": N_("People"), "PR": N_("Process"), "BE": N_("Business environment")}
OTHER = "other"
"""The part of what no outline sorts."""


def part_of(item: Item, blueprint: Blueprint) -> str:
    """The part that an item counts for: its group, or the domain of its first task."""
    if blueprint.draw.groups:
        return item.group
    return domain_of(task_of(item, blueprint.outline))


def task_of(item: Item, outline: str) -> str:
    """The first task of an item in an outline, as `pmp-2026:PE3`; empty where it has none."""
    return next((task for task in item.tasks if task.startswith(f"{outline}:")), "")


def part_name(part: str) -> str:
    """What a part is called on a page."""
    return _(NAMES[part]) if part in NAMES else part[:1].upper() + part[1:]
