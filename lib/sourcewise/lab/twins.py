"""An explorer and its static twin in one output: the front end shows the richest that it can.

Where nobody can click, in a run by papermill, in a report, on a page, the twin stands alone.
"""

import gc

import ipywidgets as widgets

from sourcewise.publish import output

VIEW = "application/vnd.jupyter.widget-view+json"


def both(explorer: widgets.Widget, twin: str, plain: str) -> None:
    """Show an explorer; `twin` is HTML, already escaped, for where there are no widgets, `plain` its text.

    In a run, where nobody can click, the twin alone is shown and the explorer closed: what it searches is as
    large as the text.
    """
    if output.live():
        view = {"version_major": 2, "version_minor": 0, "model_id": explorer.model_id}
        output.emit(twin, plain, others={VIEW: view})
    else:
        output.emit(twin, plain)
        _close(explorer)
        gc.collect()  # a field and what it calls hold each other


def _close(widget: widgets.Widget) -> None:
    """Close a widget and all in it, so that nobody holds what their callbacks hold."""
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()
