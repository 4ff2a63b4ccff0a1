"""By hand in JupyterLab: working copies of the notebooks, a start page, explorers with a static twin each."""
