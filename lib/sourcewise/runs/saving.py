"""Papermill's own engine with fewer saves: it writes the whole copy twice a cell, a tenth of a run's work."""

from typing import Any

from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines

ENGINE = "sourcewise"
EVERY = 1.0  # seconds between two saves while cells are executed


class Engine(NBClientEngine):
    """Saves the executed copy when it begins, as it goes on, and when it ends, whatever ended it."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: object
    ) -> None:
        """Execute the cells."""
        save = nb_man.save

        def save_sparingly(**_: Any) -> None:  # noqa: ANN401 - what papermill's own takes
            if (nb_man.now() - nb_man.last_save_time).total_seconds() >= EVERY:
                save()

        nb_man.save = save_sparingly
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        finally:
            nb_man.save = save


papermill_engines.register(ENGINE, Engine)
