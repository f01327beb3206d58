"""Every column of every table has a form in a backup."""

import pytest
from sqlalchemy import Numeric

from tpmlearn.backups.tables import kind_of, shapes
from tpmlearn.db import Base


def test_every_table_is_in_it_with_all_its_columns() -> None:
    found = {shape.name: [name for name, _ in shape.columns] for shape in shapes()}

    assert found == {
        table.name: [column.name for column in table.columns]
        for table in Base.metadata.tables.values()
    }
    assert all(shape.key for shape in shapes())


def test_parents_come_before_children() -> None:
    order = [shape.name for shape in shapes()]

    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            assert order.index(key.column.table.name) < order.index(table.name), table.name


def test_a_type_without_a_form_is_told() -> None:
    with pytest.raises(TypeError, match="has no form in a backup yet"):
        kind_of(Numeric())
