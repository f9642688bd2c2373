#!/bin/sh
# Chromium for the browser tests: the one of this machine, else Debian's where it may be installed. Never fails: without it those tests are skipped.
set -u
for each in chromium chromium-browser google-chrome; do
  if command -v "$each" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "There is no Chromium here, and it can't be installed without root and apt-get: the browser tests are skipped." >&2
  exit 0
fi
echo "Installing Debian's Chromium for the browser tests (once)" >&2
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -qq && apt-get install -qq --yes --no-install-recommends chromium; } >/dev/null 2>&1; then
  echo "Chromium could not be installed by apt-get: the browser tests are skipped." >&2
fi
