"""A conversation in the terminal: `python examples/python_client.py --key errands_... WORDS`.

It prints what is done while it is done, and takes what you type as the answer to what is asked.
What can't be undone is asked about apart: nothing but `yes` is a yes. It needs the extra `client`.
"""

import argparse
import sys

from errands.client import Errands, ErrandsApiError, StepTaken, Turn, TurnEnded


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--api", default="http://127.0.0.1:8080")
    parser.add_argument("--key", required=True, help="as `make up` prints it")
    parser.add_argument("--start", default="http://127.0.0.1:8100/", help="where to begin")
    parser.add_argument("--host", action="append", default=[], help="another host to visit")
    parser.add_argument("words", help="what is to be done")
    chosen = parser.parse_args()
    try:
        with Errands(chosen.api, chosen.key) as errands:
            session = errands.create_session(chosen.start, allowed_hosts=chosen.host)
            try:
                converse(errands, session.id, chosen.words)
            finally:
                errands.close_session(session.id)
    except ErrandsApiError as error:
        sys.stderr.write(f"{error.title}: {error.detail} (request {error.request_id})\n")
        return 1
    return 0


def converse(errands: Errands, session: str, words: str) -> None:
    after = None
    turn = errands.create_turn(session, words)
    while True:
        turn, after = watched(errands, turn, after)
        show(turn.reply or "")
        typed = sys.stdin.readline().strip() if turn.status == "asked" else ""
        if not typed:
            return
        if turn.needs_yes:
            approval = errands.get_approval(session)
            turn = errands.answer_approval(approval, approved=typed == "yes")
        else:
            turn = errands.create_turn(session, typed)


def watched(errands: Errands, turn: Turn, after: str | None) -> tuple[Turn, str]:
    """The turn as it ended, and the id of the event that told so."""
    for told in errands.follow(turn.session, after=after):
        match told.event:
            case StepTaken(step=step) if step.turn == turn.id:
                show(f"  {step.action} -> {step.effect.kind}")
            case TurnEnded(turn=ended) if ended.id == turn.id:
                return ended, told.id
            case _:
                pass
    raise SystemExit("the session was closed meanwhile")


def show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
