"""What the server process runs: the app, the workspace opened, and the threads that do long work."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doelgroep_web.settings")
application = get_wsgi_application()
