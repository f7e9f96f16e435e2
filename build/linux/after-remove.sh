# Only where it really goes: rpm runs this after the new version's own script when it upgrades.
case "$1" in
  remove | purge | 0)
    if [ "$(readlink /usr/bin/keyrack 2>/dev/null)" = '/opt/${sanitizedProductName}/resources/cli/bin/keyrack' ]; then
      rm -f /usr/bin/keyrack
    fi
    echo "Keyrack is removed. Vaults are left where they are (~/.config/Keyrack, or KEYRACK_HOME): delete them yourself if you no longer need the keys."
    ;;
esac
