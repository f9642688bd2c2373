#!/bin/sh
# Prints the path of a Python of 3.12 or newer, or says what to install.
#
# Order: DOELGROEP_PYTHON, the version that .python-version names, any other version, then the ones that pyenv and uv keep.
# Every candidate is run: a shim of pyenv may be there for a version that is not.

here=$(cd "$(dirname "$0")/.." && pwd)
wanted=$(cat "$here/.python-version" 2>/dev/null || echo 3.13)
kept="${PYENV_ROOT:-$HOME/.pyenv}/versions"
uv_kept="${XDG_DATA_HOME:-$HOME/.local/share}/uv/python"

# The real path, because a shim means another Python in another folder.
probe='import sys, venv
if sys.version_info >= (3, 12): print(sys.executable)'

found() {
    path=$("$1" -c "$probe" 2>/dev/null </dev/null) && [ -n "$path" ] && echo "$path" && exit 0
}

for candidate in \
    ${DOELGROEP_PYTHON:+"$DOELGROEP_PYTHON"} \
    "python$wanted" "$kept/$wanted"*/bin/python "$uv_kept"/cpython-"$wanted"*/bin/python3 \
    python3.13 python3.14 python3.12 python3 python \
    "$kept"/3.1[2-9]*/bin/python "$uv_kept"/cpython-3.1[2-9]*/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3; do
    found "$candidate"
done

cat >&2 <<MESSAGE
Doelgroep needs Python 3.12 or newer, and none was found.

  Debian, Ubuntu:  sudo apt-get install python3 python3-venv
  Fedora:          sudo dnf install python3
  macOS:           brew install python@$wanted
  pyenv:           pyenv install $wanted
  Windows:         use WSL, or run the steps of CONTRIBUTING.md by hand

An installed Python in an unusual place is used with: DOELGROEP_PYTHON=/path/to/python make test
MESSAGE
exit 1
