"""How the pages look before the stylesheet speaks: fonts and colours for Gradio's own parts."""

from typing import Any

import gradio as gr

SANS = ("Source Sans 3", "system-ui", "sans-serif")
ACCENT = gr.themes.Color(
    "#eef6f7", "#d8eaed", "#b3d6dc", "#84bac4", "#4f97a5", "#2b7787",
    "#0f5565", "#0c4653", "#0a3843", "#072a33", "#051e25", name="accent",
)  # fmt: skip


def theme() -> Any:
    """A quiet theme whose fonts are named, never fetched: the stylesheet brings them."""
    return gr.themes.Base(
        primary_hue=ACCENT,
        secondary_hue=ACCENT,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_sm,
        font=SANS,
        font_mono=("ui-monospace", "monospace"),
    )
