"""`goodmem-dyn completion`: the script that teaches a shell to complete this program.

Rules: a script only asks the program and shows its answer, so that it never has to change with the document.
"""

from __future__ import annotations

import click

_BASH = """\
_goodmem_dyn() {
    local IFS=$'\\n' words=("${COMP_WORDS[@]:1:COMP_CWORD}") found
    found=$(_GOODMEM_DYN_COMPLETE=bash "$1" "${words[@]}" 2>/dev/null)
    if [[ $found == ":files" ]]; then
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]#=}"))
    else
        COMPREPLY=($found)
    fi
}
complete -F _goodmem_dyn goodmem-dyn
"""
_ZSH = """\
#compdef goodmem-dyn
_goodmem_dyn() {
    local -a lines values texts
    lines=("${(@f)$(_GOODMEM_DYN_COMPLETE=zsh "$words[1]" "${(@)words[2,$CURRENT]}" 2>/dev/null)}")
    if [[ $lines[1] == ":files"* ]]; then
        _files
        return
    fi
    local line
    for line in $lines; do
        [[ -n $line ]] || continue
        values+=("${line%%$'\\t'*}")
        texts+=("${line%%$'\\t'*}  ${line#*$'\\t'}")
    done
    compadd -U -l -d texts -a values
}
if [[ $funcstack[1] == _goodmem_dyn ]]; then
    _goodmem_dyn "$@"
else
    compdef _goodmem_dyn goodmem-dyn
fi
"""
_FISH = """\
function __goodmem_dyn
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found (env _GOODMEM_DYN_COMPLETE=fish $words "$current" 2>/dev/null)
    if string match -q ':files*' -- $found[1]
        __fish_complete_path "$current"
    else
        printf '%s\\n' $found
    end
end
complete -c goodmem-dyn -f -a '(__goodmem_dyn)'
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
_HOWTO = """\
Write the completion script of a shell.

\b
bash:  echo 'eval "$(goodmem-dyn completion bash)"' >> ~/.bashrc
zsh:   echo 'eval "$(goodmem-dyn completion zsh)"' >> ~/.zshrc
fish:  goodmem-dyn completion fish > ~/.config/fish/completions/goodmem-dyn.fish
"""


def command() -> click.Command:
    """The command."""

    @click.command("completion", help=_HOWTO)
    @click.argument("shell", type=click.Choice(list(SCRIPTS)))
    def completion(shell: str) -> None:
        click.echo(SCRIPTS[shell], nl=False)

    return completion
