"""A list whose row under the cursor is seen without colours too."""

from __future__ import annotations

from textual.style import Style
from textual.widgets import OptionList as TextualList

CURSOR = "option-list--option-highlighted"


class OptionList(TextualList):
    """Textual's list; the cursor's row is as the style sheet says, reversed too."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style of a row; Textual's own leaves ``reverse`` out."""
        style = super().get_visual_style(*component_classes, partial=partial)
        if CURSOR in component_classes and self.get_component_styles(CURSOR).text_style.reverse:
            style += Style(reverse=True)
        return style
