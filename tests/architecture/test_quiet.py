"""Nothing a desk handles is written where others could read it: no log, no print, no temporary file."""

import ast

from tests.architecture.source import nodes, trees

# They speak to the terminal of whoever started them; the server's log has a formatter without messages.
TERMINALS = ("regdesk/cli.py", "regdesk/demo/", "regdesk/server/")
# They silence what others say; diagnosis.py makes an error into code and places, without its message.
SILENCERS = ("regdesk/ui/crash.py", "regdesk/actions/diagnosis.py", "regdesk/sync/http.py")
# The style sheet's icons lie in a temporary folder; quiet.py leads such folders into memory.
TEMPORARY = ("regdesk/ui/look.py", "regdesk/ui/quiet.py")
# pictures.py draws for the guide and the demo; what Qt says there is for a developer.
DRAWING = ("regdesk/ui/pictures.py",)
# Names of print jobs: the document's own neutral one, and that of the recovery sheet.
NEUTRAL = {"Path(self._name).stem", "'RD'"}
STREAMS = {"sys.stderr", "sys.stdout", "sys.__stderr__", "sys.__stdout__"}
SPEAKING = {"logging", "warnings", "traceback", "faulthandler", "syslog", "pdb", "cgitb"}


def imported(node: ast.AST) -> set[str]:
    """Give the modules that a statement imports."""
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return {name.name.split(".")[0] for name in getattr(node, "names", [])}


def desk(places: list[str], *but: str) -> list[str]:
    """Leave out what speaks to a terminal, and the places named."""
    return [place for place in places if not place.startswith((*TERMINALS, *but))]


def test_the_desk_prints_nothing_and_keeps_no_log() -> None:
    files = trees("regdesk")
    calls = [place for place, call in nodes(files, ast.Call) if ast.unparse(call.func) == "print"]  # type: ignore[attr-defined]
    speaks = [place for place, node in nodes(files, ast.Import, ast.ImportFrom) if imported(node) & SPEAKING]
    streams = [
        place
        for place, node in nodes(files, ast.Attribute)
        if ast.unparse(node) in ("sys.stderr", "sys.stdout")
    ]

    assert not desk(calls), f"Say it in the window; a terminal may be a log: {desk(calls)}"
    assert not desk(speaks, *SILENCERS), f"A log may quote what people typed: {desk(speaks, *SILENCERS)}"
    assert not desk(streams, *DRAWING), f"A stream may be a log: {desk(streams, *DRAWING)}"


def test_no_temporary_file_is_made() -> None:
    names = {"QTemporaryFile", "QTemporaryDir"}
    files = trees("regdesk")
    made = [place for place, node in nodes(files, ast.Import, ast.ImportFrom) if "tempfile" in imported(node)]
    made += [place for place, node in nodes(files, ast.Name) if getattr(node, "id", "") in names]

    assert not desk(made, *TEMPORARY), f"Keep it in memory; a paper on the disk stays there: {made}"


def test_errors_are_made_of_words_and_never_printed_by_hand() -> None:
    calls = [
        place
        for place, call in nodes(trees("regdesk"), ast.Call)
        if ast.unparse(call.func).endswith(("print_exc", "format_exc", "print_exception", "format_tb"))  # type: ignore[attr-defined]
    ]

    assert not desk(calls), f"A traceback quotes messages, and messages quote values: {desk(calls)}"


def test_files_and_print_jobs_get_names_that_tell_nothing() -> None:
    naming = [
        (place, call)
        for place, call in nodes(trees("regdesk/ui"), ast.Call)
        if ast.unparse(call.func).endswith(".setDocName")  # type: ignore[attr-defined]
    ]

    assert naming
    given = {ast.unparse(call.args[0]) for _, call in naming}  # type: ignore[attr-defined]
    assert given <= NEUTRAL, f"The printer's queue shows this name to everybody: {given - NEUTRAL}"
