/**
 * What `keyrack completion` prints. The shells ask `keyrack __complete`, whose first line says whether files are wanted;
 * it prints nothing on stderr and opens the vault only where the environment does.
 */
export const scripts = {
  bash: `# keyrack completion bash: source this, or put it into ~/.local/share/bash-completion/completions/keyrack
_keyrack() {
  local offered
  offered=$(command keyrack __complete bash -- "\${COMP_LINE:0:COMP_POINT}" "\${COMP_WORDS[COMP_CWORD]}" 2>/dev/null) || return
  COMPREPLY=()
  if [[ $offered == files* ]]; then
    compopt -o default 2>/dev/null
    return
  fi
  local value
  while IFS= read -r value; do
    COMPREPLY+=("$value")
  done < <(tail -n +2 <<<"$offered")
}
complete -F _keyrack keyrack
`,
  zsh: `#compdef keyrack
# keyrack completion zsh: source this after compinit, or put it as _keyrack into a folder of fpath
_keyrack() {
  local -a offered
  offered=("\${(@f)$(command keyrack __complete zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ $offered[1] == files ]]; then
    _files
  elif (( $#offered > 1 )); then
    compadd -U -- "\${(@)offered[2,-1]}"
  fi
}
if [[ $funcstack[1] == _keyrack ]]; then
  _keyrack "$@"
else
  compdef _keyrack keyrack
fi
`,
  fish: `# keyrack completion fish: source this, or put it into ~/.config/fish/completions/keyrack.fish
function __keyrack_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l offered (command keyrack __complete fish -- $words[2..] "$current" 2>/dev/null)
    if test "$offered[1]" = files
        __fish_complete_path "$current"
    else
        printf '%s\\n' $offered[2..]
    end
end
complete -c keyrack -f -a '(__keyrack_complete)'
`,
} as const;
export type CompletedShell = keyof typeof scripts;
export const completedShells = Object.keys(scripts) as readonly CompletedShell[];
