"""The screens one by one: what they show, what they keep, what cannot harm them."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.basics.wording import Lang
from tests.desks import LIST, a_desk, an_enquiry
from tests.tui.driver import desk_open

HOSTILE = ("[/red]", "[@click=app.quit]x", "\u202eevil\u200b", "{broken}", "=1+1", "[b]粗", "�")


async def test_the_first_start_sets_a_branch_up(tmp_path: Path) -> None:
    """No desk is no usage error: one screen offers the ways on."""
    folder = tmp_path / "新 desk"
    async with desk_open(folder) as hands:
        assert hands.sees("还没有案台", "建立本支行案台")
        await hands.press("1")
        await hands.answer(branch="高新支行", code="XA")
        await hands.press("f2")
        assert hands.sees("高新支行", "今日", "还没有导入清单")
    assert opening.is_desk(folder)


async def test_the_first_start_says_what_is_wrong_with_the_code(tmp_path: Path) -> None:
    """The fault stands beside the field and nothing is set up."""
    async with desk_open(tmp_path / "d") as hands:
        await hands.press("1")
        await hands.answer(branch="高新支行", code="西安")
        await hands.press("f2")
        assert hands.sees("支行代码", "不能用")
    assert not opening.is_desk(tmp_path / "d")


async def test_the_language_changes_at_once_and_keeps_what_was_typed(tmp_path: Path) -> None:
    """F12 on a half-filled form loses no word."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path) as hands:
        await hands.press("ctrl+e")
        await hands.answer(customer_name="单雄伟", reason_text="妻子来电")
        await hands.press("f12")
        assert hands.sees("Customer", "单雄伟", "妻子来电", "What to say")
        await hands.press("f12")
        assert hands.sees("客户名称", "单雄伟")


async def test_an_unfinished_enquiry_is_offered_again(tmp_path: Path) -> None:
    """What was typed survives leaving the program."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path) as hands:
        await hands.press("ctrl+e")
        await hands.answer(channel="2", customer_name="刘晓燕")
        await hands.press("escape")
    async with desk_open(desk.path) as hands:
        await hands.press("ctrl+e")
        assert hands.sees("刘晓燕", "到访")
        await hands.menu("清空重填")
        assert not hands.sees("刘晓燕")


async def test_every_fault_stands_beside_its_field_and_nothing_is_lost(tmp_path: Path) -> None:
    """All faults at once, the cursor in the first wrong field (R032)."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path) as hands:
        await hands.press("ctrl+e")
        await hands.answer(customer_name="田浩然", amount="-5", due_date="2027-05-05")
        await hands.press("f2")
        assert hands.sees("请填写「渠道」", "无法把「-5」读作金额", "田浩然")
        assert hands.app.focused is not None
    assert desk.ok("case", "list") == []


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_harmless_on_every_screen(tmp_path: Path, name: str) -> None:
    """Markup is no markup, marks that turn the text are shown as code points."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(customer_name=name, reason_text=name * 3, extra={"x": name}))
    async with desk_open(desk.path) as hands:
        assert "\u202e" not in hands.screen
        for keys in (("f3",), ("enter",), ("2",), ("4",), ("f6",), ("escape",), ("f12",), ("f10",)):
            await hands.press(*keys)
            assert "\u202e" not in hands.screen
        assert hands.app.is_running


async def test_search_finds_by_initials_tail_and_phone(tmp_path: Path) -> None:
    """One search line for all that a caller may know."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(customer_name="单雄伟", phone="139 0000 1205"))
    desk.add(an_enquiry(customer_name="汤慧琳", contract_no="XAGR2023000112"))
    async with desk_open(desk.path) as hands:
        await hands.press("f3")
        for typed, found in (("dxw", "单雄伟"), ("0112", "汤慧琳"), ("13900001205", "单雄伟")):
            await hands.type(typed)
            assert hands.sees(found, "1 / 2")
            await hands.press(*["backspace"] * len(typed))


async def test_the_list_is_imported_from_the_screen(tmp_path: Path) -> None:
    """The result says what became of every row (R037)."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path) as hands:
        await hands.menu("导入清单")
        await hands.answer(file=str(LIST))
        await hands.press("f2")
        await hands.app.workers.wait_for_complete()
        await hands.settle()
        assert hands.sees("读 121 行", "新增 120", "与第 8 行完全相同"), hands.screen
        await hands.press("escape")
        assert hands.sees("清单日期 2026-10-31", "清单上有，还没有案卷")


async def test_an_account_is_chosen_from_all_that_bear_the_name(tmp_path: Path) -> None:
    """Three customers share one name: none is taken by itself."""
    desk = a_desk(tmp_path)
    desk.ok("import", LIST)
    async with desk_open(desk.path, size=(80, 40)) as hands:
        await hands.press("ctrl+e")
        await hands.answer(channel="1", customer_name="万通机械制造有限公司")
        assert hands.sees("已知 3 个")
        await hands.press("down", "2")
        assert hands.sees("清单 2026-10-31")


async def test_a_second_window_is_read_only_and_says_who_holds_the_desk(tmp_path: Path) -> None:
    """Looking goes on, saving is refused with the holder's name."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry())
    holder = opening.take(desk.path)
    try:
        async with desk_open(desk.path) as hands:
            assert hands.sees("只读")
            await hands.press("escape", "f3", "enter")
            assert hands.sees("秦小满", "只读")
            await hands.menu("联系记录")
            await hands.answer(result="b", next_on="+1")
            await hands.press("f2")
            assert hands.sees("案台正由")
    finally:
        holder.close()


async def test_several_members_are_asked_who_sits_here(tmp_path: Path) -> None:
    """Every entry bears a name, so the desk asks for one."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path) as hands:
        assert hands.sees("哪位员工")
        await hands.press("2")
        assert hands.sees("li", "初级专员")


async def test_help_names_every_key(tmp_path: Path) -> None:
    """F1 explains the screen and lists the keys, each with its second one."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path, size=(80, 50)) as hands:
        await hands.press("f1")
        assert hands.sees("Ctrl+G", "Ctrl+S", "Ctrl+F", "Ctrl+P", "Ctrl+R", "Ctrl+Q")
        assert hands.sees("F9  Ctrl+B", "Insert  F11", "Ctrl+K")
        await hands.press("escape")
        assert hands.sees("[今日]")


@pytest.mark.parametrize(
    ("lang", "first", "last"),
    [
        ("zh", "逾期贷款处理流程", "再次逾期另立新案"),
        ("en", "How an overdue loan", "a new case linked"),
    ],
)
async def test_help_shows_the_flow_chart(tmp_path: Path, lang: Lang, first: str, last: str) -> None:
    """From the enquiry to the archive, with the three branches by class (R120)."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path, lang=lang, size=(80, 70)) as hands:
        await hands.press("f1")
        assert hands.sees(first, last, "├", "→")


async def test_help_prints_the_flow_chart_and_says_where(tmp_path: Path) -> None:
    """It lies in the desk's papers, ready for Word (R120)."""
    desk = a_desk(tmp_path)
    async with desk_open(desk.path, size=(160, 24)) as hands:
        await hands.press("f1")
        await hands.menu("打印处理流程图")
        assert hands.sees("process_chart.zh.docx"), hands.screen
    assert (desk.path / "papers" / "process_chart.zh.docx").is_file()


async def test_a_malicious_class_waits_in_the_approvals(tmp_path: Path) -> None:
    """The maker cannot grant their own request (R148, R172)."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(reason="false_facts"))
    async with desk_open(desk.path) as hands:
        await hands.press("f3", "enter")
        await hands.menu("定性")
        await hands.answer(**{"class": "2", "ground": "合同系伪造"})
        await hands.press("f2")
        assert hands.sees("疑似")
        await hands.press("f7")
        assert hands.sees("除提出人外，本行没有人可以决定"), hands.screen
        await hands.press("enter", "2")
        assert hands.sees("-  同意：写明理由", "须由另一人决定", "1  先看案卷"), hands.screen


async def test_a_correction_keeps_what_stood_before(tmp_path: Path) -> None:
    """Nothing is final but issued paper; the history says what changed and why (R171)."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(amount="12000.00"))
    async with desk_open(desk.path) as hands:
        await hands.press("f3", "enter")
        await hands.menu("更正")
        await hands.press("f2")
        assert hands.sees("没有")
        await hands.press("escape")
        row = hands.app.screen.query("FieldRow").results()
        amount = next(r for r in row if r.field.key == "amount")  # type: ignore[attr-defined]
        amount.typed = "1.3万"  # type: ignore[attr-defined]
        await hands.answer(ground="客户更正金额")
        await hands.press("f2", "4")
        assert hands.sees("更正", "客户更正金额")
    case = desk.show("XA-2026-00001")
    assert case["loan"]["amount"] == "13000.00"
    assert case["timeline"][-1]["kind"] == "edited"


async def test_a_case_says_what_may_be_offered_once_the_identity_is_verified(
    tmp_path: Path,
) -> None:
    """Before that the order of the call alone, and nothing of the debt (R036, R084, R087)."""
    desk = a_desk(tmp_path)
    rates = {"contract_rate": "0.0435", "penalty_uplift": "0.5"}
    desk.add(an_enquiry(overdue_principal="12000.00", overdue_interest="0", **rates))
    async with desk_open(desk.path, size=(100, 60)) as hands:
        await hands.press("f3", "enter")
        assert hands.sees("先核实身份") and not hands.sees("方案：一次还清"), hands.screen
    seen = {"caller_relation": "self", "identity_checked": ["id_card_seen"]}
    desk.ok("case", "verify", "XA-2026-00001", "--from", "-", stdin=seen)
    async with desk_open(desk.path, size=(100, 60)) as hands:
        await hands.press("f3", "enter")
        assert hands.sees("中度，说明影响", "方案：一次还清", "分 6 期"), hands.screen


async def test_a_case_says_what_it_still_lacks(tmp_path: Path) -> None:
    """One line names the steps not open yet; the list names reason and menu entry (R037, R054)."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(product=None))
    async with desk_open(desk.path, size=(80, 40)) as hands:
        await hands.press("f3", "enter")
        assert hands.sees("还不能：定性、出函、分期方案、申请起诉、归档"), hands.screen
        await hands.menu("还缺什么")
        assert hands.sees("定性: 还不能办理", "业务品种", "→ 更正", "→ 核实"), hands.screen


async def test_the_plan_follows_the_answers_and_is_proposed(tmp_path: Path) -> None:
    """Schedule and 30 % check while typing; F2 asks, and who decides sees it (R142, R143, R147)."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(contract_rate="7.2%", penalty_uplift="50%"))
    desk.ok("case", "classify", "XA-2026-00001", "--class", "non_malicious", "--ground", "周转")
    async with desk_open(desk.path) as hands:
        await hands.press("f3", "enter", "f5")
        await hands.answer(first="+28", income="5000")
        assert hands.sees("2026-12-20", "超过收入允许的 1,500.00", "2027-05-20")
        await hands.answer(income="0")
        assert hands.sees("50000") and not hands.sees("超过收入")
        await hands.press("f2")
        assert hands.sees("XA-2026-00001", "已定性")
        assert hands.sees("拟议方案 P-1（未批准，未生效）", "第 1 期 2026-12-20"), hands.screen
        await hands.press("f7")
        assert hands.sees("秦小满", "首期 2026-12-20", "月收入 50,000.00", "上限 30%"), hands.screen
        assert hands.sees("(R143)") is False, "nothing speaks against it"
    assert desk.ok("approval", "list")[0]["act"] == "plan.approve"
