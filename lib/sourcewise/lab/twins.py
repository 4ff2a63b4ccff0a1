"""An explorer and its static twin in one output: the front end shows the richest that it can.

Where nobody can click, in a run by papermill, in a report, on a page, the twin stands alone.
"""

import ipywidgets as widgets

from sourcewise.publish import output

VIEW = "application/vnd.jupyter.widget-view+json"


def both(explorer: widgets.Widget, twin: str, plain: str) -> None:
    """Show an explorer; `twin` is HTML, already escaped, for where there are no widgets, `plain` its text."""
    view = {"version_major": 2, "version_minor": 0, "model_id": explorer.model_id}
    output.emit(twin, plain, others={VIEW: view})
