"""Starts and stops the web server; the slow imports wait until the port is ours."""

import ctypes
import errno
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import uvicorn

from retrieval.tools import Tools
from ui.errors import HostUnusable, PortInUse
from ui.exposure import exposure_of
from ui.lists import load_lists
from ui.settings import Settings
from ui.site.file import load_site
from ui.site.operator import Site
from ui.wording import reword

if TYPE_CHECKING:
    from fastapi import FastAPI

# What isn't done by then is cut when the server stops; it ends sooner where nothing is under way.
SECONDS_TO_STOP = 6
# In malloc.h of glibc. Each thread would have a heap of its own, up to eight for each core, and
# give nothing back: two hold 15 MB less after five minutes of fifteen residents at once.
M_ARENA_MAX = -8
HEAPS = 2


class Server(uvicorn.Server):
    """A server that ends the pages' event streams when it stops: they never end by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends the streams, waits for the answers under way, and stops."""
        self.config.app.state.end_streams()  # type: ignore[union-attr]
        await super().shutdown(sockets)


def run(
    settings: Settings,
    *,
    host: str,
    port: int,
    root_path: str = "",
    on_listening: Callable[[], None] = lambda: None,
) -> None:
    """Serves until the process is told to stop (SIGTERM, Ctrl+C), then ends within seconds.

    `on_listening` is called once visitors can come. Raises `PortInUse`, `HostUnusable`,
    `JournalMonthsUnfit` and what `load_lists`, `load_site` and `exposure_of` raise before anything
    slow is imported.
    """
    check(settings)
    lists, site = load_lists(settings), load_site(settings)
    with listening(host, port) as door:
        on_listening()
        share_heaps()
        with uncollected():
            app = create_app(settings, lists, site)
        with outlived(signal.SIGTERM, signal.SIGINT):
            Server(configured(app, root_path)).run(sockets=[door])


def check(settings: Settings) -> None:
    """Raises what is wrong with settings that are only read once the pages are put together."""
    exposure_of(settings)
    settings.months_kept  # noqa: B018 - a property that raises


def create_app(
    settings: Settings, lists: Tools | None = None, site: Site | None = None
) -> "FastAPI":
    """The application over the editions under `settings.home`; importing Gradio takes seconds."""
    from ui.accounts import AccountFile  # noqa: PLC0415
    from ui.app import assemble  # noqa: PLC0415 - Gradio takes seconds to import
    from ui.journalled import journal_of  # noqa: PLC0415
    from ui.measuring import measuring_apart  # noqa: PLC0415
    from ui.permalinks import FILE, Permalinks  # noqa: PLC0415
    from ui.pictures import PagePictures  # noqa: PLC0415
    from ui.quality import quality_of  # noqa: PLC0415
    from ui.recorded import records_of, reviews_of  # noqa: PLC0415
    from ui.shelved import shelved_service  # noqa: PLC0415
    from ui.staff_controls import controls_of, switch_of  # noqa: PLC0415

    site = site or load_site(settings)
    reword(site.wording)
    service, reviews = shelved_service(settings, lists), reviews_of(settings)
    quality = quality_of(settings, service, lists)
    return assemble(
        service,
        PagePictures(),
        site=site,
        accounts=AccountFile(settings.home),
        permalinks=Permalinks(settings.home / FILE),
        exposure=exposure_of(settings),
        journal=journal_of(settings, reviews),
        reviews=reviews,
        records=records_of(settings, service, reviews),
        controls=controls_of(settings, service, switch_of(settings)),
        quality=replace(quality, apart=measuring_apart(settings)),
    )


def share_heaps() -> None:
    """From here on all threads take their memory from a few heaps, where the C library is glibc."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, HEAPS)


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it nothing is swept: what is imported lives as long as the process.

    Gradio takes 2.8 s instead of 3.4 to import so.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def outlived(*signals: signal.Signals) -> Iterator[None]:
    """Within it uvicorn stops at `signals`, and the process goes on to tidy up and end well.

    uvicorn raises them again once it has stopped, which would kill us before that.
    """
    before = {one: signal.signal(one, lambda *_: None) for one in signals}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def configured(app: "FastAPI", root_path: str = "") -> uvicorn.Config:
    """How the server is run: no access log, since an address could hold a question.

    What proxies say is read by `ui.forwarded`, which still knows who said it.
    `root_path` is where a proxy publishes it, whether the proxy takes the prefix off or not.
    """
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        root_path=root_path,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens already: a visitor who comes early waits instead of being refused.

    Raises `PortInUse` and `HostUnusable`.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        door = socket.socket(family, kind, protocol)
    except OSError as exc:
        raise HostUnusable(host=host, port=port) from exc
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(128)
    except OSError as exc:
        door.close()
        if exc.errno == errno.EADDRINUSE:
            raise PortInUse(host=host, port=port) from exc
        raise HostUnusable(host=host, port=port) from exc
    return door
