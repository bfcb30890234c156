"""The command lines of those of our processes that take flags instead of settings."""

import argparse
from collections.abc import Callable

from services.inference import launcher, reconcile

PARSERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "services.inference": launcher._parser,
    "services.inference.reconcile": reconcile._parser,
}
