"""All applications, and the addresses of the pages they show."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bench.observe.apps import copyparty, datasette, django_admin, jupyter, maildev, radicale
from bench.observe.apps.app import App, running
from bench.observe.labels import Page
from bench.observe.site import serving

_ALL = (jupyter, radicale, django_admin, datasette, copyparty, maildev)
APPS: dict[str, App] = {module.APP.name: module.APP for module in _ALL}


def shown_here(page: Page) -> bool:
    """Whether it is a written page, or one of an application that is installed."""
    return not page.app or APPS[page.app].installed


@contextmanager
def addresses(pages: Sequence[Page]) -> Iterator[dict[str, str]]:
    """Each page's address by its name, while what serves them runs."""
    with ExitStack() as stack:
        sites = {"": stack.enter_context(serving())}
        for name in sorted({page.app for page in pages if page.app}):
            sites[name] = stack.enter_context(running(APPS[name]))
        yield {page.name: sites[page.app] + page.path for page in pages}
