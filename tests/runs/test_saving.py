import datetime
import types

import pytest
from papermill.engines import NBClientEngine

from sourcewise.runs.saving import Engine


@pytest.mark.parametrize(("apart", "saved"), [(0.01, 1), (0.6, 50), (1.5, 100)])
def test_cells_are_saved_once_a_second_at_most_and_the_end_always(monkeypatch, apart, saved):
    clock = types.SimpleNamespace(time=datetime.datetime(2026, 1, 1), saves=[])

    def save(**_):
        clock.saves.append(clock.time)
        manager.last_save_time = clock.time

    def execute(cls, nb_man, kernel_name):
        for _ in range(100):
            clock.time += datetime.timedelta(seconds=apart)
            nb_man.save(nb=None)
        raise RuntimeError(kernel_name)

    manager = types.SimpleNamespace(save=save, now=lambda: clock.time, last_save_time=clock.time)
    monkeypatch.setattr(NBClientEngine, "execute_managed_notebook", classmethod(execute))
    with pytest.raises(RuntimeError, match="python3"):
        Engine.execute_managed_notebook(manager, "python3")
    assert len(clock.saves) == saved if apart > 0.1 else len(clock.saves) <= saved
    manager.save()
    assert clock.saves[-1] == clock.time
