"""`errands learn`: a round of learning, or one of the steps that it is made of."""

from pathlib import Path
from typing import Annotated, Final

import typer

from stack.layout import MANIFEST, ROOT
from stack.round import Round, step
from stack.running import new_layout, run, run_all, serve

DEV_SUITE: Final = ROOT / "learning/suites/hotels-dev.jsonl"
STEPS: Final = {
    "pipeline": "New adapters of all skills from nothing: record to train, as candidates.",
    "record": "Play scripted solutions in a real browser, and record them.",
    "selfplay": "Let the served model play, several tries a script.",
    "grade": "Judge each recorded step by rules.",
    "mine": "Keep the best tries; pair right lines with wrong ones.",
    "correct": "Take the steps at which the scripted solution would have done something else.",
    "labelled": "Take what people said of recorded steps.",
    "calibrate": "Hold graders to what people said of the same steps.",
    "contrast": "Put other errands before recorded pages.",
    "refine": "Make samples of recordings.",
    "train": "Train one skill's adapter.",
    "blend": "Go only part of the way from an adapter to what it became by training.",
    "suite": "Draw suites of the sites that have looks.",
    "evaluate": "Play a suite against a served model (`errands eval run` serves one, too).",
    "promote": "Make a trained adapter a version; live where it is proven better.",
    "focus": "Teach the focus picker which part of a page is needed.",
}
_PANEL: Final = "Steps (`errands learn STEP --help` shows its options)"
app = typer.Typer(
    help="Learn: a whole round, or one of its steps.", no_args_is_help=True, add_completion=False
)


@app.command("round")
def learning_round(  # noqa: PLR0913, PLR0917 the flags of a command
    number: Annotated[int, typer.Option(help="Which round: other scripts, another folder.")] = 1,
    scripts: Annotated[int, typer.Option(help="Errands of self-play.")] = 24,
    tries: Annotated[int, typer.Option(help="Conversations for each.")] = 3,
    sites: Annotated[str, typer.Option(help="As hotels,shop, or all.")] = "hotels",
    variants: Annotated[str, typer.Option(help="How sites look, as 0-31.")] = "0",
    suites: Annotated[
        list[Path] | None,
        typer.Option(help="To judge by, taken together; none may get worse. May be repeated."),
    ] = None,
    first: Annotated[int, typer.Option(help="Only a suite's first so many scripts; 0: all.")] = 0,
    epochs: Annotated[int, typer.Option(help="How often each sample is seen.")] = 1,
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 5e-4,
    layers: Annotated[
        int, typer.Option(help="Only the last so many layers learn, which is faster; 0: all.")
    ] = 0,
    manifest: Annotated[
        Path, typer.Option(help="What is served, and promoted into.", show_default=False)
    ] = MANIFEST,
    folder: Annotated[Path | None, typer.Option(help="var/learning/round-N by itself.")] = None,
    temperature: Annotated[float, typer.Option(help="Of self-play's lines.")] = 0.7,
    follow: Annotated[
        float, typer.Option(help="The share of self-play's wrong lines that are put right.")
    ] = 0,
    shown: Annotated[
        int, typer.Option(help="Conversations of the scripted solution to learn from too.")
    ] = 0,
    others: Annotated[int, typer.Option(help="Other errands before each page of these.")] = 0,
    most: Annotated[int, typer.Option(help="Samples a skill at most.")] = 900,
    at_once: Annotated[
        int, typer.Option(help="Conversations at once, when suites are played.")
    ] = 2,
    exercises: Annotated[
        list[Path] | None, typer.Option(help="More to learn from, as of `make webtask-lessons`.")
    ] = None,
    recordings: Annotated[
        str, typer.Option(help="Judged recordings to learn from too: a folder or an address.")
    ] = "",
) -> None:
    """Self-play, refine, train, evaluate, and promote what is proven better.

    A round whose adapters are not proven better has come to its end too: what is live stays.

    [dim]errands learn round --number 0 --scripts 6 --tries 2 --first 6[/]   a small one
    """
    # Here, as it takes seconds (scipy) that no list of commands should.
    from learning.promote import NOT_PROVEN  # noqa: PLC0415

    plan = Round(
        number=number,
        folder=folder or ROOT / f"var/learning/round-{number}",
        manifest=manifest.resolve(),
        suites=tuple(suites or [DEV_SUITE]),
        scripts=scripts,
        tries=tries,
        sites=sites,
        variants=variants,
        epochs=epochs,
        rate=rate,
        layers=layers,
        first=first,
        temperature=temperature,
        follow=follow,
        shown=shown,
        others=others,
        most=most,
        at_once=at_once,
        exercises=tuple(exercises or ()),
        recordings=recordings,
    )
    serve(plan.manifest, plan.playing())
    for stage in (plan.learning, plan.training, plan.listing):
        run_all(stage(), new_layout())
    serve(plan.candidates, plan.judging())
    run_all(plan.promoting(), new_layout(), fine=(0, NOT_PROVEN))


def _hand_on(ctx: typer.Context) -> None:
    raise SystemExit(run([*step(str(ctx.info_name)), *ctx.args]))


for _name, _help in STEPS.items():
    app.command(
        _name,
        help=_help,
        add_help_option=False,  # it is the step's own
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        rich_help_panel=_PANEL,
    )(_hand_on)
