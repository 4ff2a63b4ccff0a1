"""A replication package: a zip from which every figure, table and number leads to what made it, and can be
checked.

What APSR and AJPS ask for: a README, the environment with its lock, code and notebooks, the data or their
hashes and how to get them, the outputs, and a crosswalk.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import sourcewise
from sourcewise.exporting import methods
from sourcewise.exporting.journal import refuse_inside
from sourcewise.files import hash_file, replacing
from sourcewise.publish import sheets
from sourcewise.publish.crosswalk import crosswalk
from sourcewise.runs import manifest, origin

LIST = "package.json"  # every file of the package with its sha256, and the crosswalk's rows
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is made
CHECKOUT = ("pyproject.toml", "requirements.lock", "environment.yml", "LICENSE", "CITATION.cff")
PASS = "pass"


def package(run: Path, out: Path, *, corpus: Path | None = None) -> pd.DataFrame:
    """Write the zip `out` of a finished run; return its crosswalk.

    With `corpus`, the folder of the articles, the articles go into the zip, if they are those of the run;
    without,
    only their hashes do. Raises ValueError for a run whose files are not as it wrote them, code or notebooks
    that are not those of the run, or another corpus.
    """
    refuse_inside(run, out)
    stated = manifest.read(run)
    _check_whole(run, stated)
    if origin.describe()["code"] != stated["code"]:
        raise ValueError(
            f"the code here is not that of {run}: check out {_commit(stated)} first, or run it again"
        )
    files = dict(_files(run, stated, corpus))
    rows = crosswalk(run)
    made = _made(run, stated, rows, with_corpus=corpus is not None)
    listed = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    listed |= {name: hash_file(path) for name, path in files.items()}
    table = rows.assign(file="run/" + rows["file"]).to_dict("records")
    made[LIST] = _json({"format": 1, "files": dict(sorted(listed.items())), "crosswalk": table})
    with (
        replacing(out) as beside,
        zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed,
    ):
        for name in sorted([*made, *files]):
            info = zipfile.ZipInfo(f"{out.stem}/{name}", EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(info, made[name] if name in made else files[name].read_bytes())
    return rows


def is_package(folder: Path) -> bool:
    """Whether `folder` is a package that was unpacked."""
    return (folder / LIST).is_file() and (folder / "run" / manifest.NAME).is_file()


def verify(folder: Path) -> pd.DataFrame:
    """Check an unpacked package: a row a figure, table, number and file, with `result` pass or what is wrong.

    Columns: `kind`, `key`, `file`, `result`. A number passes where its file is unchanged and still states it.
    Raises ValueError where the folder is no package or its list is damaged.
    """
    if not is_package(folder):
        raise ValueError(f"{folder} is no unpacked package: it holds no {LIST}")
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        files, rows = listed["files"], listed["crosswalk"]
        if any(Path(name).is_absolute() or ".." in Path(name).parts for name in files):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"{folder / LIST} is damaged: unpack the zip again") from None
    states = {name: _state(folder / name, sha256) for name, sha256 in files.items()}
    found = [
        {"kind": row["kind"], "key": row["key"], "file": row["file"], "result": _result(folder, row, states)}
        for row in rows
    ]
    found += [{"kind": "file", "key": name, "file": name, "result": state} for name, state in states.items()]
    return pd.DataFrame(found, columns=["kind", "key", "file", "result"])


def passed(checked: pd.DataFrame) -> bool:
    """Whether all of a package passed."""
    return bool((checked["result"] == PASS).all())


def _state(path: Path, sha256: str) -> str:
    """Whether a file is as it was packed."""
    if not path.is_file():
        return "is missing"
    return PASS if hash_file(path) == sha256 else "was changed"


def _result(folder: Path, row: Mapping[str, str], states: Mapping[str, str]) -> str:
    """Whether what a row of the crosswalk leads to is there and says what it said."""
    state = states.get(row["file"], "is not in the package")
    if state != PASS or row["kind"] != "number":
        return state
    stated = {
        one["key"]: one["statement"] for one in json.loads((folder / row["file"]).read_text(encoding="utf-8"))
    }
    return PASS if stated.get(row["key"]) == row["says"] else "states something else"


def _check_whole(run: Path, stated: Mapping[str, Any]) -> None:
    """Refuse a run whose files are not as it wrote them."""
    held = [row["file"] for part in manifest.HELD for row in stated[part]]
    wrong = [file for file in held if not (run / file).is_file()]
    wrong += manifest.find_changes(run)
    if wrong:
        raise ValueError(
            f"{run} is not as it was written ({', '.join(sorted(set(wrong))[:3])}): run it again first"
        )


def _files(run: Path, stated: Mapping[str, Any], corpus: Path | None) -> Iterator[tuple[str, Path]]:
    """Every file that goes in as it is, by its name in the package."""
    checkout = Path(sourcewise.__file__).parents[2]
    for row in stated["notebooks"]:
        path = checkout / "notebooks" / row["file"]
        if not path.is_file() or hash_file(path) != row["sha256"]:
            raise ValueError(
                f"{row['file']} is not the notebook of the run: check out the commit of the run first"
            )
        yield f"notebooks/{row['file']}", path
    for name in CHECKOUT:
        if (checkout / name).is_file():
            yield name, checkout / name
    code = checkout / "lib"
    for path in sorted(code.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"lib/{path.relative_to(code).as_posix()}", path
    for name in [manifest.NAME, *(row["file"] for part in manifest.HELD for row in stated[part])]:
        yield f"run/{name}", run / name
    if corpus is not None:
        for row in stated["corpus"]:
            if not (corpus / row["file"]).is_file() or hash_file(corpus / row["file"]) != row["sha256"]:
                raise ValueError(
                    f"{corpus} is not the corpus of that run: {row['file']} is gone or has changed"
                )
            yield f"corpus/{row['file']}", corpus / row["file"]


def _made(run: Path, stated: Mapping[str, Any], rows: pd.DataFrame, *, with_corpus: bool) -> dict[str, bytes]:
    """The files that are written for the package."""
    values = manifest.find_values(stated["parameters"])
    paragraph, references = methods.write(run, stated, values)
    walked = rows.assign(file="run/" + rows["file"])
    made = {
        "README.md": _readme(stated, rows, with_corpus=with_corpus),
        "METHODS.md": f"# Methods\n\n{paragraph}",
        "references.bib": references,
        "crosswalk.csv": sheets.to_csv(walked),
        "corpus.csv": sheets.to_csv(pd.DataFrame(stated["corpus"], columns=["file", "sha256"])),
    }
    return {name: text.encode("utf-8", "replace") for name, text in made.items()}


def _commit(stated: Mapping[str, Any]) -> str:
    """The commit of the run."""
    return (stated["git"] or {}).get("commit") or "the version that made it"


def _readme(stated: Mapping[str, Any], rows: pd.DataFrame, *, with_corpus: bool) -> str:
    """The package's README."""
    counts = rows["kind"].value_counts()
    data = (
        "`corpus/` holds the articles as they were read, with their hashes in `corpus.csv`."
        if with_corpus
        else WITHOUT
    )
    folder = "corpus" if with_corpus else "FOLDER-OF-THE-ARTICLES"
    return README.read_text(encoding="utf-8").format(
        title=" ".join(stated["title"].split()),
        version=stated["sourcewise"],
        python=stated["python"],
        data=data,
        folder=folder,
        figures=counts.get("figure", 0),
        tables=counts.get("table", 0),
        numbers=counts.get("number", 0),
        commit=_commit(stated),
    )


WITHOUT = (
    "The articles are not in this package, since they are their publishers'. `corpus.csv` holds name "
    "and sha256 of each file: get them from where they were crawled (the tables under `run/corpus` "
    "hold the addresses that the articles state) or from the authors, and put them into a folder; "
    "the commands below say whether they are the same."
)

README = Path(__file__).with_name("readme.md")


def _json(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
