"""What pytest does not look into by itself: modules of the web app need Django set up; tests/web/test_doctests.py runs their examples."""

from __future__ import annotations

collect_ignore_glob = ["src/doelgroep_web/*"]
