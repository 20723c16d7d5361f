"""A desk that answers the driver's JSON lines; see the README of the benchmark for what each one asks."""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from regdesk.actions.desk import Desk, Pen, world
from regdesk.domain.journal import closure
from regdesk.store import journal
from tests.benchmarks.sync_adapter import house, shapes
from tests.benchmarks.sync_adapter.line import Line

Row = dict[str, Any]


class Answers:
    """One method for each thing that the driver asks."""

    def __init__(self, folder: Path, common: Path, name: str, url: str) -> None:
        self._at = (folder, common, name)
        self._url = url
        self._line: Line | None = None
        if common.exists():
            self.line.on_writer(lambda: None)

    @property
    def line(self) -> Line:
        """The desk on its line, opened when it is first needed: desk A begins before there are any keys."""
        if self._line is None:
            self._line = Line(house.open_desk(*self._at), self._url)
        return self._line

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.line.desk

    def load(self, file: str) -> None:
        """Write the cases of a file."""
        if not self._at[1].exists():
            house.found(self._at[1])
        cases = json.loads(Path(file).read_text(encoding="utf-8"))
        self.line.on_writer(house.load, self.desk, cases)

    def connect(self) -> None:
        """Go online."""
        self.line.connect()

    def disconnect(self) -> None:
        """Go offline."""
        self.line.disconnect()

    def pushed(self) -> None:
        """Wait until the server has everything."""
        self.line.until(self.line.all_sent)

    def have(self, count: int) -> None:
        """Wait until so many cases are listed here, each with its entries."""
        self.line.until(lambda: self._counted() >= count)

    def edit(self, edits: list[Row]) -> None:
        """State fields anew."""
        self.line.on_writer(self._edit, edits)
        self.line.wrote()

    def await_(self, edits: list[Row]) -> None:
        """Wait until fields have the values named."""
        self.line.until(lambda: self._shows(edits))

    def get(self, ids: list[str], fields: list[str]) -> Row:
        """Give fields of cases."""
        known = world(self.desk)
        rows = []
        for number in ids:
            case = journal.read_case(self.desk.read, shapes.stream_of(self.desk.org, number), known)
            rows.append({"id": number, **{name: shapes.value_of(case, name) for name in fields}})
        return {"rows": rows}

    def export(self, file: str) -> None:
        """Write all cases as the workload has them."""
        known = world(self.desk)
        cases = (journal.read_case(self.desk.read, one, known) for one in journal.streams(self.desk.read))
        text = json.dumps([shapes.case_of(case) for case in cases], ensure_ascii=False)
        Path(file).write_text(text, encoding="utf-8")

    def traces(self, ids: list[str], fields: list[str]) -> Row:
        """Give the values that clash, as the list of conflicts names them."""
        known = world(self.desk)
        flagged: dict[str, dict[str, list[Any]]] = {}
        for number in ids:
            case = journal.read_case(self.desk.read, shapes.stream_of(self.desk.org, number), known)
            flagged[number] = {name: shapes.clashes(case, name) for name in fields}
        return {"flagged": flagged}

    def stop(self) -> None:
        """Leave once nothing is being written."""
        self.line.disconnect()

    def _edit(self, edits: Iterable[Row]) -> None:
        pen, known = Pen(self.desk), world(self.desk, self.desk.write)
        for one in edits:
            stream, kind = shapes.stream_of(self.desk.org, one["id"]), shapes.STATED[one["field"]]
            case = journal.read_case(self.desk.write, stream, known)
            shown = closure(case, [entry.id for entry in case.of(kind)])
            pen.write(stream, kind(value=one["value"]), replaces=shown)
        pen.done()

    def _shows(self, edits: list[Row]) -> bool:
        known = world(self.desk)
        return all(
            one["value"]
            == shapes.value_of(
                journal.read_case(self.desk.read, shapes.stream_of(self.desk.org, one["id"]), known),
                one["field"],
            )
            for one in edits
        )

    def _counted(self) -> int:
        number: int = self.desk.read.execute("SELECT count(*) FROM case_view").fetchone()[0]
        return number


def main() -> None:
    """Answer until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--common", type=Path, required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--desk", choices=("A", "B"), required=True)
    asked = parser.parse_args()
    shapes.know()
    answers = Answers(asked.dir, asked.common, asked.desk, asked.url)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        op = order.pop("op")
        try:
            said = getattr(answers, "await_" if op == "await" else op)(**order)
            print(json.dumps({"ok": True, **(said or {})}, ensure_ascii=False), flush=True)
        except Exception as error:  # noqa: BLE001 - the driver is told whatever it was
            print(json.dumps({"error": repr(error)}), flush=True)
        if op == "stop":
            os._exit(0)
