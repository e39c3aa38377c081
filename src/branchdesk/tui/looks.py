"""The looks on the screen: put on at the start, chosen in the menu, switched at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.filter import LineFilter

from branchdesk.actions.screen.look import (
    chinese_is_missing,
    choose_look,
    chosen_look,
    look_of_terminal,
)
from branchdesk.basics.wording import Words
from branchdesk.model.desk.look import NAMES, Look, read_look
from branchdesk.tui.glyphs import NoColor, NotDim, PlainGlyphs
from branchdesk.tui.themes import NAMED, THEMES

GLYPHS = "glyphs"
LANGUAGES = (("en", "English"), ("zh", "中文"))


class Looks:
    """What the app looks like now. A look asked for at the start is not kept, a chosen one is."""

    def __init__(self, app: Any, asked: str) -> None:
        """Take the app and the code that was asked for, empty where none was."""
        self._app, self._asked = app, read_look(asked)
        self.now = self._asked or look_of_terminal()
        for theme in THEMES:
            app.register_theme(theme)
        self.filters: Sequence[LineFilter] = ()
        """What passes over every line, before Textual's own."""
        self._shown: Look | None = None
        # Before the app runs: put on later, every style would be read once more.
        self.put_on(self.now)
        app.stylesheet.set_variables(app.get_css_variables())
        self.drawn_in: str = app.theme
        """The colours in which the styles were read last."""

    def opened(self) -> None:
        """A desk was opened: the look chosen at this terminal before."""
        kept = None if self._asked else chosen_look(self._app.desk)
        self.put_on(kept or self.now)
        self.offer_english()

    def put_on(self, look: Look) -> None:
        """Show everything in this look."""
        if look == self._shown:
            return
        self.now, app = look, self._app
        mono = look.name == "mono"
        found: list[LineFilter] = [PlainGlyphs()] if look.plain else []
        if mono:
            found.append(NoColor())
        elif look.name == "contrast":
            found.append(NotDim())
        self.filters = found
        app.no_color = mono
        named = NAMED.get(look.name)
        if named is not None:
            app.ansi_theme_dark = app.ansi_theme_light = named
        app.theme = "sixteen" if mono else look.name
        # Mono and sixteen share a theme: without this the second would not be drawn.
        if self._shown is not None:
            self.drawn_in = ""
            app.refresh_css(animate=False)
        self._shown = look

    def choose(self) -> None:
        """The looks to choose from; plain glyphs are put on or off beside them."""
        from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen

        app, words = self._app, self._app.words
        options = [Chosen(name, words(f"look.{name}")) for name in NAMES]
        code = "look.all-glyphs" if self.now.plain else "look.plain-glyphs"
        options.append(Chosen(GLYPHS, words(code)))
        app.push_screen(ChooseDialog("look.which", options, now=self._told()), self._chosen)

    def _chosen(self, code: str | None) -> None:
        if code is None:
            return
        now = self.now
        look = Look(now.name, not now.plain) if code == GLYPHS else Look(code, now.plain)
        self.put_on(look)
        kept = self._app.attempt(lambda: choose_look(self._app.desk, look))
        said = "look.kept" if kept else "look.not-kept"
        self._app.saved(said, look=self._told())

    def _told(self) -> str:
        words = self._app.words
        name = words(f"look.{self.now.name}")
        return f"{name} + {words('look.plain')}" if self.now.plain else name

    def offer_english(self) -> None:
        """Where the console has no Chinese, ask in letters that it has, unless it was settled."""
        if not chinese_is_missing() or self._app.words.lang != "zh" or self._app.asked_lang:
            return
        from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen

        app = self._app

        def chosen(lang: str | None) -> None:
            if lang == "en":
                app.words = Words("en", screen=True)
                app.tell_all()

        app.push_screen(
            ChooseDialog("look.no-chinese", [Chosen(*one) for one in LANGUAGES]), chosen
        )
