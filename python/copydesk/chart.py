"""Charts that a notebook shows without a script and without the network.

Altair's own way of showing a chart is a script that loads others from the network, and puts what is in the data into
that script as it is. Ours is drawn where Python runs, by vl-convert, which has Vega inside: a picture that JupyterLab,
VS Code and an exported page show alike, in the colours of the page around it, with the words of every mark under the
pointer and for a screen reader.

A renderer that someone enabled in Altair is obeyed. What is composed of our charts is a chart of Altair's, shown in
Altair's way; `altair.renderers.enable("copydesk")` shows every chart in ours.
"""

from __future__ import annotations

import re
from typing import Any

from copydesk import CopydeskError
from copydesk.page import escape
from copydesk.screen import clean

try:
    import altair as alt
    import vl_convert
except ImportError as error:
    raise CopydeskError("pictures need Altair and vl-convert: pip install 'copydesk[plot]'") from error

__all__ = ["Chart", "LayerChart", "Picture", "alt", "bundle", "chart", "draw", "layer", "plain"]

DRAWN_FOR = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
"""The version of Vega-Lite that Altair writes: "6.4"."""
INK = "currentColor"
LOOK = {
    "background": "transparent",
    "font": "Arial, Liberation Sans, Helvetica, sans-serif",
    "padding": {"left": 24, "right": 24, "top": 8, "bottom": 12},
    "title": {"anchor": "start", "fontSize": 14, "offset": 12},
    "axis": {"domainColor": INK, "tickColor": INK, "gridColor": INK, "gridOpacity": 0.15},
    "style": {name: {"fill": INK} for name in ("guide-label", "guide-title", "group-title", "group-subtitle")},
    "text": {"fill": INK},
    "rule": {"stroke": INK},
    "view": {"stroke": None},
}
"""Colours are those of the page, so that it can be read in light and in dark. The font is as wide as what vl-convert
measures with; where there is none of that width, the padding has room for what is wider."""

_MARK = re.compile(r'<(?P<tag>\w+) aria-label="(?P<label>[^"]*)" (?P<rest>role="graphics-symbol"[^>]*)/>')
"""A mark as Vega writes it; it escapes what an attribute may not hold, and `>` too."""


_OBJECT = "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf".split()
"""What every object of JavaScript has: Vega looks names up in one, and fails at a speaker called "constructor"."""


def plain(text: str) -> str:
    """Words for a picture: no change of direction, and no tag to end the script that Altair puts its data into."""
    text = clean(text).replace("<", "‹").replace(">", "›")
    return f"{text}\u2060" if text in _OBJECT or text.startswith("__") else text


def draw(spec: dict[str, Any]) -> str:
    """A chart as SVG; the words of each mark are its title, which shows under the pointer."""
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=DRAWN_FOR, config=LOOK)
    return _MARK.sub(r"<\g<tag> \g<rest>><title>\g<label></title></\g<tag>>", drawn)


def bundle(spec: dict[str, Any], **_: Any) -> dict[str, str]:
    """What a notebook is given: the picture and, for those who do not see it, its description."""
    told = str(spec.get("description", "A chart"))
    about = f'role="graphics-document" aria-roledescription="visualization" aria-label="{escape(told)}"'
    drawn = draw(spec).replace("<svg", f'<svg style="max-width:100%;height:auto" {about}', 1)
    return {
        "text/html": f'<div class="copydesk-chart tex2jax_ignore mathjax_ignore">{drawn}</div>',
        "text/plain": told,
    }


alt.renderers.register("copydesk", bundle)


class _Still:
    """Shown as a picture, and saved as a page that has its scripts with it."""

    def _repr_mimebundle_(self, *args: Any, **options: Any) -> Any:
        if alt.renderers.active != "default":
            return super()._repr_mimebundle_(*args, **options)  # type: ignore[misc]
        return bundle(self.to_dict())  # type: ignore[attr-defined]

    def save(self, fp: Any, format: Any = None, **options: Any) -> None:
        """Write the chart to a file; HTML, if nothing is said, as a page that needs nothing but itself."""
        if (format or str(fp).rpartition(".")[2]) == "html":
            options.setdefault("inline", True)
        super().save(fp, format, **options)  # type: ignore[misc]


class Chart(_Still, alt.Chart):  # type: ignore[misc]
    """A chart of one kind of mark."""


class LayerChart(_Still, alt.LayerChart):  # type: ignore[misc]
    """A chart of several kinds of marks, one over the other."""


Picture = Chart | LayerChart


def chart(rows: list[dict[str, Any]]) -> Chart:
    """Begin a chart of these rows."""
    return Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


def layer(*charts: Chart) -> LayerChart:
    """Lay charts over each other, the first at the bottom."""
    return LayerChart(layer=list(charts))
