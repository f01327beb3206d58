#!/bin/sh
# Installs tpmlearn on Debian 12 or newer, as root: all steps, or those that are named.
# deploy/Containerfile runs the same steps, and a test runs them in a fresh system.
set -eu

SOURCE=$(cd "$(dirname "$0")/.." && pwd)
HOME_OF_PROGRAM=${TPMLEARN_HOME:-/srv/tpmlearn}
STATE=/var/lib/tpmlearn
SETTINGS=/etc/tpmlearn.toml

# What Debian brings: Python, and git for content that is pulled from a repository.
packages() {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    python3 python3-venv git ca-certificates >/dev/null
}

# Who the site runs as: somebody who owns the instance folder and nothing else.
user() {
  id tpmlearn >/dev/null 2>&1 ||
    useradd --system --user-group --home-dir "$STATE" --shell /usr/sbin/nologin tpmlearn
  install -d -m 700 -o tpmlearn -g tpmlearn "$STATE"
}

# The program, its pinned packages and the content; root's, so that the site cannot change itself.
program() {
  install -d "$HOME_OF_PROGRAM"
  for part in app.py bin content deploy docs migrations pyproject.toml requirements.txt tpmlearn; do
    # What an older version had and this one has not must go too.
    [ "$SOURCE" = "$HOME_OF_PROGRAM" ] && break
    rm -rf "${HOME_OF_PROGRAM:?}/$part"
    cp -R "$SOURCE/$part" "$HOME_OF_PROGRAM/$part"
  done
  [ -x "$HOME_OF_PROGRAM/.venv/bin/python" ] ||
    python3 "$HOME_OF_PROGRAM/bin/make-venv" "$HOME_OF_PROGRAM/.venv"
  "$HOME_OF_PROGRAM/.venv/bin/python" -m pip install -q --no-cache-dir \
    -r "$HOME_OF_PROGRAM/requirements.txt"
  "$HOME_OF_PROGRAM/.venv/bin/python" -m compileall -q "$HOME_OF_PROGRAM/tpmlearn"
}

# The settings, with a secret of their own; those that are there already stay.
settings() {
  [ -e "$SETTINGS" ] && return
  secret=$(python3 -c "import secrets; print(secrets.token_urlsafe(48))")
  umask 077
  sed "s|^secret_key = .*|secret_key = \"$secret\"|; s|^mail_url|#mail_url|" \
    "$SOURCE/deploy/tpmlearn.toml" >"$SETTINGS"
  chgrp tpmlearn "$SETTINGS"
  chmod 640 "$SETTINGS"
}

# The service and what runs by the clock; nothing is started.
units() {
  install -d /etc/systemd/system
  for unit in "$SOURCE"/deploy/*.service "$SOURCE"/deploy/*.timer; do
    install -m 644 "$unit" /etc/systemd/system/
  done
  install -d -m 700 -o tpmlearn -g tpmlearn /var/backups/tpmlearn
}

[ $# -gt 0 ] || set -- packages user program settings units
for step in "$@"; do
  echo "tpmlearn: $step"
  "$step"
done
