"""There are two expected ways to fail; whatever else goes wrong is a bug and must be seen."""

import ast

from tests.architecture.source import nodes, trees

BROAD = {"Exception", "BaseException"}
THE_CRASH_DIALOG = "regdesk/ui/crash.py"


def names(expression):
    """List the plain names in an expression."""
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def passes_on(handler):
    """Say whether a handler hides nothing: it ends by raising again or by handing the error to a future."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) or (
        isinstance(last, ast.Expr) and ast.unparse(last.value).endswith(f".set_exception({handler.name})")
    )


def test_only_the_crash_dialog_swallows_everything():
    caught = nodes(trees("regdesk"), ast.ExceptHandler)
    broad = [place for place, e in caught if (e.type is None or names(e.type) & BROAD) and not passes_on(e)]
    broad += [
        place
        for place, call in nodes(trees("regdesk"), ast.Call)
        if ast.unparse(call.func).endswith("suppress") and any(names(a) & BROAD for a in call.args)
    ]

    elsewhere = [place for place in broad if not place.startswith(THE_CRASH_DIALOG)]

    assert not elsewhere, f"Catch what you expect by name and raise Refused or Trouble: {elsewhere}"


def test_the_domain_is_told_what_day_it_is():
    calls = [
        (place, call)
        for place, call in nodes(trees("regdesk/domain"), ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"today", "now", "utcnow"}
    ]

    assert not calls, f"Take today as a parameter; it comes through Desk: {[place for place, _ in calls]}"


def test_every_test_is_run_and_claims_something():
    attributes = [
        place
        for place, node in nodes(trees("tests"), ast.Attribute)
        if node.attr in {"skip", "skipif", "xfail", "importorskip"}
        # PostgreSQL alone may be lacking, and tests/conftest.py lets CI never pass it over.
        and not place.startswith("tests/conftest.py:")
    ]
    empty = [
        place
        for place, node in nodes(trees("tests"), ast.Assert)
        if isinstance(node.test, ast.Constant) and node.test.value
    ]

    assert not attributes, (
        f"Mend the test or take it away; a test that is passed over proves nothing: {attributes}"
    )
    assert not empty, f"Say what must be so: {empty}"
