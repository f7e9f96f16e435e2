# The command line comes with the app. A keyrack that is already there (npm's, say) is left alone.
if [ ! -e /usr/bin/keyrack ] && [ ! -L /usr/bin/keyrack ]; then
  ln -s '/opt/${sanitizedProductName}/resources/cli/bin/keyrack' /usr/bin/keyrack
fi
