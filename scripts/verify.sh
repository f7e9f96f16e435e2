#!/usr/bin/env bash
# Everything that must hold before a change lands: lint and walls, types, the demo, unit, integration, and the window.
# With KEYRACK_LONG=1 (npm run verify:long) what is walked is walked whole, where else it is a sample (tests/support/long.ts).
# Installs the system parts it needs on Debian (as root or through sudo); elsewhere it names them and stops.
set -uo pipefail
cd "$(dirname "$0")/.."

# What each package is for: the keychain (real gnome-keyring on a session bus), Debian's age for interop,
# keytar's build (libsecret's headers, a compiler, python3), openssl as the independent verifier, zsh and fish (typed into through script) for completion,
# desktop-file-validate and appstreamcli for what a package tells the desktop, Chromium for the window.
# PACKAGE=COMMAND, as words: macOS's bash has no associative arrays.
parts="age=age openssl=openssl gnome-keyring=gnome-keyring-daemon dbus=dbus-daemon dbus-bin=dbus-send
  build-essential=g++ python3=python3 pkg-config=pkg-config git=git procps=pgrep zsh=zsh fish=fish bsdutils=script
  desktop-file-utils=desktop-file-validate appstream=appstreamcli"
missing=()
for part in $parts; do command -v "${part#*=}" >/dev/null || missing+=("${part%%=*}"); done
command -v dbus-run-session >/dev/null || missing+=(dbus-daemon)
command -v chromium >/dev/null || command -v google-chrome >/dev/null || [ -n "${KEYRACK_CHROMIUM:-}" ] || missing+=(chromium)
pkg-config --exists libsecret-1 2>/dev/null || missing+=(libsecret-1-dev)

if ((${#missing[@]})); then
  echo "verify: needs ${missing[*]}"
  as_root=()
  if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi
  if ! command -v apt-get >/dev/null || { ((${#as_root[@]})) && ! sudo -n true 2>/dev/null; }; then
    echo "verify: install them (Debian: apt-get install ${missing[*]}), then run this again."
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -q >/dev/null && "${as_root[@]}" apt-get install -yq --no-install-recommends "${missing[@]}" >/dev/null || {
    echo "verify: apt-get could not install ${missing[*]}"
    exit 1
  }
fi

# Chromium without its browser: the window's tests start it some two hundred times, and it starts for a fifth of the work
# (stand-in/find-chromium.ts). Where it cannot be had, Chromium itself serves.
shell=chromium-headless-shell
if [ -z "${KEYRACK_CHROMIUM:-}" ] && [ "$(id -u)" = 0 ] && ! command -v $shell >/dev/null && apt-cache show $shell >/dev/null 2>&1; then
  add_shell() { DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $shell >/dev/null 2>&1; }
  add_shell || { apt-get update -q >/dev/null 2>&1 && add_shell; } || echo "verify: without $shell the window's tests take longer"
fi

loads_keytar() { node -e "require('keytar')" 2>/dev/null; }
if ! loads_keytar; then
  # node-gyp would download Node's headers; they lie beside Node on most systems.
  prefix=$(node -p "require('node:path').resolve(process.execPath, '../..')")
  [ -f "$prefix/include/node/node.h" ] && export npm_config_nodedir=$prefix
  echo "verify: building keytar"
  npm ci --loglevel=error || exit 1
  loads_keytar || {
    echo "verify: keytar does not load though its build parts are there; run “npm rebuild keytar --foreground-scripts”."
    exit 1
  }
fi

reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
step() { # step NAME COMMAND…: one line of the sum for a command that is no test suite
  local name=$1
  shift
  echo "── $name"
  if "$@"; then echo pass >"$reports/$name.step"; else echo fail >"$reports/$name.step"; fi
}
suite() { # suite NAME COMMAND…: a vitest run, whose own report is summed
  local name=$1
  shift
  echo "── $name"
  echo missing >"$reports/$name.suite"
  "$@" --reporter=default --reporter=json --outputFile.json="$reports/$name.json"
  echo $? >"$reports/$name.suite"
}

step lint npx --no-install biome ci .
step types npx --no-install tsc -b
step build npm run --silent build
step demo npm run --silent demo
suite unit npx --no-install vitest run --project unit
suite integration dbus-run-session -- npx --no-install vitest run --project integration
if [ -f node_modules/electron/path.txt ]; then
  echo "verify: the window's tests run on Electron."
else
  echo "verify: the window's tests run on the stand-in, over Chromium. Only real Electron would prove the app:// scheme itself, fuses and asar integrity,"
  echo "        native menus and dialogs, drags from a file manager, the system's clipboard and its concealment marks, sleep and lock-screen events."
fi
suite window dbus-run-session -- npx --no-install vitest run --project e2e
# A glossary, no proof: a code of tests/codes.json that no passing test is named for fails, unless docs/known-issues.md says why.
step codes node scripts/codes.mjs "$reports"

node scripts/summary.mjs "$reports"
