"""What the serving process runs: the app, and beside it the open workspace, the threads that do long work, and the clock."""

from __future__ import annotations

import atexit
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doelgroep_web.settings")
application = get_wsgi_application()


def _begin() -> None:
    from doelgroep.errors import UserError  # noqa: PLC0415 - after Django is set up
    from doelgroep_web import log, place  # noqa: PLC0415 - as above
    from doelgroep_web.jobs.runner import threads  # noqa: PLC0415 - as above
    from doelgroep_web.schedule import Clock  # noqa: PLC0415 - as above

    log.set_up()
    try:
        workspace = place.workspace()
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        os._exit(1)
    clock = Clock()
    threads.begin()
    clock.begin()

    def end() -> None:
        clock.end()
        threads.end()
        workspace.close()

    atexit.register(end)


_begin()
