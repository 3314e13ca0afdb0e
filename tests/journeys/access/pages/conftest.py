"""The states of every page, by name, and how someone may wish to see it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Page, expect

from retrieval.journal import now_here
from ui.background import Background, Piece
from ui.staff.counting import Counting
from ui.staff.progress import UPLOADING

# What may come of a question: the names of the script.
OUTCOMES = (
    "answered",
    "several",
    "mentioned",
    "not_in_report",
    "out_of_scope",
    "too_vague",
    "blocked",
    "failed",
    "masked",
    "distress",
    "corrected",
    "partial",
    "unbroken",
)


def dialog(name: str, key: str) -> Callable[[Any], None]:
    """The desk with the dialog `name` open over an answer."""

    def reach(visitor: Any) -> None:
        visitor.desk("answered")
        visitor.page.keyboard.press(key)
        visitor.page.locator(f"#{name}").wait_for()

    return reach


def opened_passage(visitor: Any) -> None:
    """The desk with a hit opened in its passage."""
    visitor.look_up()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#passage-title")).to_be_focused()


def filtering(visitor: Any) -> None:
    """The desk with its filters open over the hits."""
    visitor.look_up()
    visitor.page.locator("#filters-open").click()
    visitor.page.locator("#filters").wait_for()


def refused(visitor: Any) -> None:
    """The login form after a wrong password."""
    visitor.page.context.clear_cookies()
    visitor.go("agents")
    visitor.page.locator("#name").fill("marie")
    visitor.page.locator("#password").fill("autre chose encore")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator("[role=alert]").wait_for()


def signed_out(visitor: Any) -> None:
    """The login form."""
    visitor.page.context.clear_cookies()
    visitor.go("agents")


def evidence(visitor: Any) -> None:
    """The quotes that show a cell of the matrix."""
    visitor.staff()
    visitor.page.locator(".matrix td a").first.click()
    visitor.page.locator("blockquote").first.wait_for()


def not_staff(visitor: Any) -> None:
    """What an agent reads at the staff's desk."""
    visitor.page.context.clear_cookies()
    visitor.staff(name="marie")
    visitor.page.context.clear_cookies()


def link_refused(visitor: Any) -> None:
    """What is said to who asks for a link to an answer that has none."""
    visitor.go("recherche")
    visitor.page.evaluate(POST_A_LINK, "Je suis au 06 00 00 00 00, combien de repas ?")
    visitor.page.locator("#message").wait_for()


def enlarged(reach: Callable[[Any], None]) -> Callable[[Any], None]:
    """What `reach` leads to, a picture of it opened large."""

    def further(visitor: Any) -> None:
        reach(visitor)
        visitor.enlarge()

    return further


def chat(name: str) -> Callable[[Any], None]:
    return lambda visitor: visitor.chat(name)


def search(name: str) -> Callable[[Any], None]:
    return lambda visitor: visitor.search(name)


def desk(name: str) -> Callable[[Any], None]:
    return lambda visitor: visitor.desk(name)


def at(path: str) -> Callable[[Any], None]:
    """The page at `path`, where names of the site stand for themselves."""
    return lambda visitor: visitor.go(path.format(site=visitor.site))


def bare(path: str) -> Callable[[Any], None]:
    """The page at `path` of an installation without report or account."""
    return lambda visitor: visitor.page.goto(visitor.site.bare + path)


def bare_chat(visitor: Any) -> None:
    """The residents' page where there is no report."""
    bare("")(visitor)
    visitor.page.locator("#question textarea").wait_for()


def run_by(path: str) -> Callable[[Any], None]:
    """The page at `path` as an admin sees it, with what changes things."""

    def reach(visitor: Any) -> None:
        visitor.page.context.clear_cookies()
        visitor.staff(path, name="anne")

    return reach


def comparing(visitor: Any) -> None:
    """The page of what an edition that isn't live changes."""
    run_by("pilotage/editions")(visitor)
    visitor.page.locator(".acts a", has_text="Comparer").first.click()
    visitor.page.locator("main h1", has_text="Ce que change").wait_for()


def to_look_at(visitor: Any) -> None:
    """The pages to look at of an edition that isn't live."""
    run_by("pilotage/editions")(visitor)
    visitor.page.locator(".acts a", has_text="Pages à regarder").first.click()
    visitor.page.locator("main h1", has_text="angles morts").wait_for()


def coverage_compared(visitor: Any) -> None:
    """The page that sets the coverage of two editions side by side."""
    visitor.staff("pilotage/comparaison")
    for box in visitor.page.get_by_role("checkbox").all():
        box.check()
    visitor.page.get_by_role("button", name="Comparer").click()
    visitor.page.locator(".matrix").wait_for()


def folded(visitor: Any) -> None:
    """The heat map with its first family folded."""
    visitor.staff()
    visitor.page.locator("#famille-1 summary").click()


def one_gap(visitor: Any) -> None:
    """The page of one group of questions that the report misses."""
    visitor.review("pilotage/manques")
    visitor.page.locator(".gaps a", has_text="trottinettes").click()
    visitor.page.locator("pre.command").wait_for()


def missed(visitor: Any) -> None:
    """The questions of the last run, from its figures."""
    visitor.review("pilotage/qualite")
    visitor.page.locator(".figures .links a", has_text="manquée").first.click()
    visitor.page.locator(".asked").wait_for()


def two_runs(visitor: Any) -> None:
    """The page that sets the last two runs side by side."""
    visitor.review("pilotage/qualite")
    visitor.page.get_by_role("button", name="Comparer").click()
    visitor.page.locator("h1", has_text="Deux mesures").wait_for()


def counting(visitor: Any) -> None:
    """What is said while the gaps are still being counted."""
    with patch.object(Counting, "at_once", return_value=None):
        visitor.review("pilotage/manques")
    visitor.page.locator(".under-way").wait_for()


def under_way(visitor: Any) -> None:
    """The editions while a report is being read, which goes on as long as somebody looks."""
    piece = Piece(UPLOADING, "anne", now_here(), "bilan.pdf", step="read", done=3, total=12)
    with patch.object(Background, "last", lambda *_: piece):
        run_by("pilotage/editions")(visitor)
    body = visitor.page.content()
    visitor.page.route("**/pilotage/editions", lambda route: route.fulfill(body=body))
    visitor.page.locator("#en-cours").wait_for()


def figures(visitor: Any) -> None:
    """What residents read of the last run."""
    visitor.page.goto(visitor.site.reviewed + "qualite")


LEGAL = ("accessibilite", "mentions-legales", "donnees-personnelles", "vos-recours")
POST_A_LINK = """(question) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: "r" });
  form.append(Object.assign(document.createElement("input"), { name: "q", value: question }));
  document.body.append(form);
  form.submit();
}"""

STATES: Mapping[str, Callable[[Any], Any]] = {
    "chat": at(""),
    **{f"chat, {name}": chat(name) for name in OUTCOMES},
    "chat, enlarged": enlarged(chat("several")),
    "chat, no report": bare_chat,
    "search": at("recherche"),
    **{f"search, {name}": search(name) for name in OUTCOMES},
    "search, no report": bare("recherche"),
    "link": at("r/{site.current}"),
    "link, newer edition": at("r/{site.outdated}"),
    "sheet": at("r/{site.current}/fiche"),
    "link, unknown": at("r/aaaaaaaaaa"),
    "link, edition gone": at("r/{site.lost}"),
    "link, refused": link_refused,
    **{f"law, {page}": at(page) for page in LEGAL},
    "quality, never measured": at("qualite"),
    "quality, measured": figures,
    "nothing here": at("rien"),
    "page missing": at("page/0000/1.webp"),
    "agents, closed": bare("agents"),
    "agents, login": signed_out,
    "agents, login refused": refused,
    "agents": lambda visitor: visitor.sign_in(),
    "agents, hits": lambda visitor: visitor.look_up(),
    "agents, filters": filtering,
    "agents, passage": opened_passage,
    **{f"agents, {name}": desk(name) for name in OUTCOMES},
    "agents, enlarged": enlarged(desk("answered")),
    "agents, spoken": dialog("spoken", "p"),
    "agents, call": dialog("wrap-up", "m"),
    "agents, keys": dialog("keys", "?"),
    "pilotage, closed": bare("pilotage"),
    "pilotage, agent": not_staff,
    "pilotage": lambda visitor: visitor.staff(),
    "pilotage, territories": lambda visitor: visitor.staff("pilotage?vue=territoires"),
    "pilotage, evidence": evidence,
    "pilotage, absent": lambda visitor: visitor.staff("pilotage/theme/autisme"),
    "search, not helpful": lambda visitor: visitor.say_not_helpful(),
    "pilotage, review": lambda visitor: visitor.review(),
    "pilotage, review of one": lambda visitor: visitor.review("pilotage/relecture/1"),
    "pilotage, review off": lambda visitor: visitor.staff("pilotage/relecture"),
    "pilotage, questions off": lambda visitor: visitor.staff("pilotage/questions"),
    "pilotage, editions": run_by("pilotage/editions"),
    "pilotage, comparison": comparing,
    "pilotage, pages to look at": to_look_at,
    "pilotage, service": run_by("pilotage/service"),
    "pilotage, history": run_by("pilotage/historique"),
    "pilotage, folded": folded,
    "pilotage, coverage to compare": lambda visitor: visitor.staff("pilotage/comparaison"),
    "pilotage, coverage compared": coverage_compared,
    "pilotage, questions": lambda visitor: visitor.review("pilotage/questions"),
    "pilotage, gaps": lambda visitor: visitor.review("pilotage/manques"),
    "pilotage, gaps of a cause": lambda visitor: visitor.review("pilotage/manques?cause=absent"),
    "pilotage, gap": one_gap,
    "pilotage, demand": lambda visitor: visitor.review("pilotage/demande"),
    "pilotage, measured": lambda visitor: visitor.review("pilotage/qualite"),
    "pilotage, measured questions": missed,
    "pilotage, runs compared": two_runs,
    "pilotage, counting": counting,
    "pilotage, under way": under_way,
    "pilotage, blind spots": lambda visitor: visitor.staff("pilotage/angles-morts"),
}


@pytest.fixture(scope="module", params=STATES)
def state(request: pytest.FixtureRequest, visitor: Any) -> Iterator[Page]:
    """The page in each of its states, the tests of one state run one after the other."""
    STATES[request.param](visitor)
    yield visitor.page
    visitor.page.unroute_all(behavior="ignoreErrors")


PREFER = """({ large, contrast }) => {
  const { style, dataset } = document.documentElement;
  style.setProperty("font-size", large ? "200%" : "", "important");
  large ? dataset.size = "large" : delete dataset.size;
  contrast ? dataset.contrast = "more" : delete dataset.contrast;
}"""


@pytest.fixture
def put_on() -> Callable[..., None]:
    """A function that shows a page as someone wants it: its width, colours, and twice the letters.

    The window is as high as the page, so that nothing lies under the field; not under a dialog.
    """

    def put_on(
        page: Page, *, width: int, dark: bool = False, large: bool = False, contrast: bool = False
    ) -> None:
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.evaluate(PREFER, {"large": large, "contrast": contrast})
        page.set_viewport_size({"width": width, "height": 800})
        if not page.locator("dialog[open]").count():
            height = page.evaluate("document.scrollingElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": height + 200})

    return put_on


@pytest.fixture(scope="session")
def outcomes() -> tuple[str, ...]:
    """The names of what may come of a question."""
    return OUTCOMES
