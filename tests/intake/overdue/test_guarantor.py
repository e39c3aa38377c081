"""Guarantors in one cell are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.intake.overdue.guarantor import split_guarantors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("雷俊、康玲轩", ["雷俊", "康玲轩"]),
        ("雷俊 康玲轩", ["雷俊", "康玲轩"]),
        ("雷俊，康玲轩;陈秀/卢敏文", ["雷俊", "康玲轩", "陈秀", "卢敏文"]),
        ("赵健  ", ["赵健"]),
        ("雷俊、雷俊", ["雷俊"]),
        ("A B Co., Ltd", ["A B Co., Ltd"]),
        ("C D Holdings Co., Ltd., Wang Wei", ["C D Holdings Co., Ltd.", "Wang Wei"]),
        ("西安宏远（集团、控股）有限公司", ["西安宏远（集团、控股）有限公司"]),
        ("西安宏远有限公司 雷俊", ["西安宏远有限公司", "雷俊"]),
        ("西安宏远 有限公司", ["西安宏远 有限公司"]),
        ("王 芳", ["王 芳"]),
        ("Wang Wei", ["Wang Wei"]),
        ("阿卜杜拉·买买提", ["阿卜杜拉·买买提"]),
        ("=1+1", ["=1+1"]),
    ],
)
def test_guarantors_in_one_cell_are_told_apart(text: str, names: list[str]) -> None:
    """Wrongly cut, a name would stand on a notice; in doubt it stays whole."""
    guarantors = split_guarantors(text)

    assert [g.name for g in guarantors] == names
    assert {g.kind for g in guarantors} == {"unknown"}


@given(
    st.lists(st.sampled_from(["雷俊", "康玲轩", "西安宏远有限公司", "A B Co., Ltd"]), unique=True)
)
def test_joined_guarantors_come_apart_again(names: list[str]) -> None:
    """A law: 、 never stands in a name."""
    assert [g.name for g in split_guarantors("、".join(names))] == names
