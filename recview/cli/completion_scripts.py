"""The scripts of the shells, each made of what can be completed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recview.cli.completable import FILES, CompletableCommand, CompletableOption

_BASH = """\
# bash completion of recview; made by `recview completion bash`
_recview() {
    local current=${COMP_WORDS[COMP_CWORD]} command= words= files= field=
    local -i index=COMP_CWORD-1
    # bash makes words of their own of the = in --option=value and of the : in field:value
    if [[ $current == [=:] ]]; then
        current= index+=1
    fi
    if [[ ${COMP_WORDS[index]} == ":" ]]; then
        field=${COMP_WORDS[index-1]}: index+=-2
    fi
    if [[ ${COMP_WORDS[index]} == "=" ]]; then
        index+=-1
    fi
    local before=${COMP_WORDS[index]}
    if (( COMP_CWORD > 1 )); then
        case ${COMP_WORDS[1]} in
            @COMMANDS@) command=${COMP_WORDS[1]} ;;
        esac
    fi
    case $command/$before in
@VALUES@
        *)
            case $command in
@WORDS@
            esac
            [[ $current != -* ]] || files= ;;
    esac
    COMPREPLY=( $(compgen -W "$words" -- "$field$current") )
    COMPREPLY=( "${COMPREPLY[@]#"$field"}" )
    if [[ -n $files ]]; then
        compopt -o filenames 2>/dev/null
        local name
        while IFS= read -r name; do COMPREPLY+=( "$name" ); done < <(compgen -f -- "$current")
    fi
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -F _recview recview
"""


def bash_script(commands: Sequence[CompletableCommand]) -> str:
    """What bash sources."""
    names = "|".join(command.name for command in commands if command.name)
    values, words = [], []
    for command in commands:
        for option in command.options:
            if option.takes is not None:
                patterns = "|".join(f"{command.name}/{name}" for name in option.names)
                values.append(f"        {patterns}) {_bash_values(option.takes)} ;;")
        own = [name for option in command.options for name in option.names]
        own += [each.name for each in commands if each.name and not command.name]
        own += [word for word in command.arguments if word != FILES]
        takes_files = "files=1 " if FILES in command.arguments else ""
        words.append(f'                "{command.name}") {takes_files}words="{" ".join(own)}" ;;')
    script = _BASH.replace("@COMMANDS@", names)
    return script.replace("@VALUES@", "\n".join(values)).replace("@WORDS@", "\n".join(words))


def _bash_values(values: Sequence[str]) -> str:
    return "files=1" if FILES in values else f'words="{" ".join(values)}"'


_ZSH = """\
#compdef recview
# zsh completion of recview; made by `recview completion zsh`
_recview() {
    local -a commands
    commands=(
@COMMANDS@
    )
    if (( CURRENT > 2 )); then
        case $words[2] in
@CASES@
        esac
    elif [[ $words[CURRENT] != -* ]]; then
        _describe command commands
    fi
    _arguments -S \\
@SCREEN@
}
if [[ $funcstack[1] == _recview ]]; then _recview "$@"; else compdef _recview recview; fi
"""


def zsh_script(commands: Sequence[CompletableCommand]) -> str:
    """What zsh loads as `_recview`."""
    screen = next(command for command in commands if not command.name)
    others = [command for command in commands if command.name]
    described = "\n".join(f"        {_quoted(f'{each.name}:{each.does}')}" for each in others)
    cases = []
    for command in others:
        arguments = " \\\n".join(f"                    {row}" for row in _zsh_rows(command))
        head = f"            {command.name})\n                shift words; (( CURRENT-- ))\n"
        cases.append(f"{head}                _arguments -S \\\n{arguments}\n                return ;;")
    rows = " \\\n".join(f"        {row}" for row in _zsh_rows(screen))
    return _ZSH.replace("@COMMANDS@", described).replace("@CASES@", "\n".join(cases)).replace("@SCREEN@", rows)


def _zsh_rows(command: CompletableCommand) -> list[str]:
    rows = [_zsh_option(name, option) for option in command.options for name in option.names]
    arguments = "_files" if FILES in command.arguments else f"({' '.join(command.arguments)})"
    return [*rows, _quoted(f"*:argument:{arguments}")] if command.arguments else rows


def _zsh_option(name: str, option: CompletableOption) -> str:
    does = option.does.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
    if option.takes is None:
        return _quoted(f"{name}[{does}]")
    values = [value.replace(":", "\\:") for value in option.takes]
    action = "_files" if FILES in values else f"({' '.join(values)})" if values else " "
    if any(value.endswith(":") for value in values):
        # What follows a field's name is its value, not another word.
        action = f'{{compadd -S "" -- {" ".join(values)}}}'
    # `--theme=NAME` and `--theme NAME`; a short option's value is its own word.
    return _quoted(f"{name}{'=' if name.startswith('--') else ''}[{does}]:value:{action}")


def fish_script(commands: Sequence[CompletableCommand]) -> str:
    """What fish loads."""
    names = " ".join(command.name for command in commands if command.name)
    lines = [
        "# fish completion of recview; made by `recview completion fish`",
        f"function __recview_command; set -l words (commandline -opc); test (count $words) -gt 1; "
        f"and contains -- $words[2] {names}; and echo $words[2]; end",
        'function __recview_is; set -l word (__recview_command); test "$word" = "$argv[1]"; end',
        "complete -c recview -f",
    ]
    for command in commands:
        test = f"__recview_is {command.name}" if command.name else "not __recview_command >/dev/null"
        condition = f"-n {_quoted(test)}"
        if command.name:
            first = _quoted("test (count (commandline -opc)) -eq 1")
            lines.append(f"complete -c recview -n {first} -a {command.name} -d {_quoted(command.does)}")
        if FILES in command.arguments:
            lines.append(f"complete -c recview {condition} -F")
        elif command.arguments:
            lines.append(f"complete -c recview {condition} -a {_quoted(' '.join(command.arguments))}")
        lines += [f"complete -c recview {condition} {_fish_option(option)}" for option in command.options]
    return "\n".join(lines) + "\n"


def _fish_option(option: CompletableOption) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    takes = ""
    if option.takes is not None:
        takes = " -r -F" if FILES in option.takes else f" -x -a {_quoted(' '.join(option.takes))}"
    return f"{names}{takes} -d {_quoted(option.does)}"


def _quoted(text: str) -> str:
    """A text as one word of a shell."""
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"


SCRIPTS: dict[str, Callable[[Sequence[CompletableCommand]], str]] = {
    "bash": bash_script,
    "zsh": zsh_script,
    "fish": fish_script,
}
"""The script of a shell, by its name."""
