"""The branch's name as it is said."""

from __future__ import annotations

import pytest

from branchdesk.model.branch import Branch


@pytest.mark.parametrize(
    ("bank", "branch", "said"),
    [
        ("西安渭滨银行股份有限公司", "高新支行", "西安渭滨银行股份有限公司高新支行"),
        ("Model Bank Co., Ltd.", "Gaoxin Sub-branch", "Model Bank Co., Ltd. Gaoxin Sub-branch"),
        ("", "Gaoxin Sub-branch", "Gaoxin Sub-branch"),
    ],
)
def test_names_in_latin_letters_stand_apart(bank: str, branch: str, said: str) -> None:
    """Said at the opening of a call (R084)."""
    assert Branch(bank=bank, branch=branch, code="XA").spoken == said
