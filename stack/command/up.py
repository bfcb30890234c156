"""`errands up`: the whole of Errands on one machine."""

import os

import typer

from stack.here import Here
from stack.layout import Layout
from stack.running import console, make_key, new_layout, running
from stack.watching.scrape import Watch

app = typer.Typer(add_completion=False)


@app.command()
def up() -> None:
    """Start everything on this machine and keep it running.

    It prints the API's address and a key, and leaves word of both (in a file that only you can
    read) for `errands chat` and the other commands while it runs. Ctrl-C ends all of it.
    A file in its folder tells a Prometheus what to read.
    Every start is a fresh one, with a Redis of its own.

    [dim]errands up[/]
    """
    layout = new_layout()
    watch = Watch.of(layout)
    watch.write()
    with running(layout) as processes:
        key = make_key(layout)
        with word_of(layout, key).told():
            _print(layout, key, watch)
            code = processes.wait()
        told = layout.folder / "logs/stack.log"
        console.print(f"[red]a process has ended, and all others with it[/]: {told} tells which")
        raise SystemExit(code)


def _print(layout: Layout, key: str, watch: Watch) -> None:
    console.print(f"[bold]API[/]  {layout.api}/v1   documentation {layout.api}/docs")
    console.print(f"[bold]key[/]  {key}")
    console.print(f"[bold]demo web[/]  {layout.start}   hotels {layout.hotels}")
    console.print(f"ERRANDS_REDIS_URL=redis://127.0.0.1:{layout.ports.redis}/0")
    console.print(f"a Prometheus for it: {watch.place} tells how to start one")
    console.print("talk to it in another terminal: [bold]errands chat[/]")
    console.print(f"logs in {layout.folder / 'logs'}; Ctrl-C ends everything")


def word_of(layout: Layout, key: str) -> Here:
    """What others are told of a stack that runs."""
    return Here(
        pid=os.getpid(),
        url=layout.api,
        key=key,
        start=f"{layout.start}/",
        hosts=(layout.hotels.removeprefix("http://"),),
        settings={
            name.removeprefix("ERRANDS_").lower(): value
            for name, value in layout.settings().items()
        },
    )
