#!/usr/bin/env bash
# scripts/on-display.sh x11|wayland COMMAND…: a display without a screen, a window manager and a session bus for a command. For machines that have none.
set -euo pipefail
kind=$1
shift
case $kind in
  x11)
    exec xvfb-run --auto-servernum --server-args='-screen 0 1920x1080x24' dbus-run-session -- bash -c 'openbox & exec "$@"' keyrack "$@"
    ;;
  wayland)
    XDG_RUNTIME_DIR=$(mktemp -d)
    export XDG_RUNTIME_DIR WAYLAND_DISPLAY=keyrack XDG_SESSION_TYPE=wayland
    unset DISPLAY
    weston --backend=headless --socket="$WAYLAND_DISPLAY" --width=1920 --height=1080 --idle-time=0 &
    weston=$!
    trap 'kill "$weston"; rm -rf "$XDG_RUNTIME_DIR"' EXIT
    until [ -S "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY" ]; do
      kill -0 "$weston" || exit 1
      sleep 0.1
    done
    dbus-run-session -- "$@"
    ;;
  *)
    echo "x11 or wayland, not $kind" >&2
    exit 2
    ;;
esac
