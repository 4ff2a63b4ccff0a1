"""A folder read at once, for tests of what is read."""

from sourcewise.corpus.inputs import read
from sourcewise.corpus.inputs.read import RawDocument


def read_folder(folder, **options):
    """Documents sorted by file and row, and the problems."""
    entries, problems = read.entries(folder)
    found = [one for entry in entries for one in read.documents(folder, entry, **options)]
    documents = [one for one in found if isinstance(one, RawDocument)]
    problems += [one for one in found if not isinstance(one, RawDocument)]
    return documents, sorted(problems, key=lambda one: (one.file, one.row or 0, one.kind))
