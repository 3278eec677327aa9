"""Print what makes a shell complete the commands, options and rules of `repair`.

bash: eval "$(repair completion bash)" in ~/.bashrc
zsh:  repair completion zsh > a file named _repair in a folder of $fpath
fish: repair completion fish > ~/.config/fish/completions/repair.fish"""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module

from repair.text.named import NamedTuple

SHELLS = ("bash", "zsh", "fish")
_RULES = "repair rules 2>/dev/null | awk 'NR > 1 {print $1}'"
_RULE_NAMES = ("RULE", "NAME,…")
_FILES = ("PATH", "FILE", "DIR", "FOLDER", "BEFORE", "AFTER", "LATER")


class Argument(NamedTuple):
    """An option (or, without flags, what stands by itself) and what can follow it: words, the ids of rules, files, or anything."""

    flags: tuple[str, ...]
    about: str
    takes: bool
    words: tuple[str, ...] = ()
    rules: bool = False
    files: bool = False


def arguments(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("shell", choices=SHELLS, help="the shell to print for")


def run(options: Namespace) -> int:
    """Print one script."""
    from repair.cli.main import COMMANDS

    known = {name: (about, tuple(_arguments(name))) for name, about in COMMANDS.items()}
    print({"bash": bash, "zsh": zsh, "fish": fish}[options.shell](known), end="")
    return 0


Known = dict[str, tuple[str, tuple[Argument, ...]]]
"""Of each command what it is about and what it takes."""


def _arguments(command: str) -> Iterator[Argument]:
    parser = ArgumentParser(prog=f"repair {command}")
    import_module(f"repair.cli.{command}").arguments(parser)
    for action in parser._actions:
        if action.help != SUPPRESS:
            yield _argument(action)


def _argument(action: Action) -> Argument:
    from repair.cli.reports import FORMATS

    name = str(action.metavar or "")
    words = tuple(map(str, action.choices or ())) or (FORMATS if name == "NAME[=FILE]" else ())
    return Argument(
        flags=tuple(action.option_strings),
        about=(action.help or "").split(";")[0].replace("%%", "%"),
        takes=action.nargs != 0,
        words=words,
        rules=name in _RULE_NAMES,
        files=name in _FILES,
    )


def bash(known: Known) -> str:
    """The script for bash."""
    values, options, loose = [], [], []
    for name, (_, taken) in known.items():
        flags = [flag for argument in taken for flag in argument.flags]
        options.append(f"        {name}) words={_bash_words(flags)} ;;\n")
        values += [
            f"        {'|'.join(f'{name}:{flag}' for flag in argument.flags)}) {_bash_value(argument)}; return ;;\n"
            for argument in taken
            if argument.flags and argument.takes
        ]
        loose += [f"        {name}) {_bash_value(argument)} ;;\n" for argument in taken if not argument.flags]
    return f"""\
# bash completion for repair
_repair() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}} words
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W {_bash_words([*known, "--help", "--version"])} -- "$current"))
        return
    fi
    case $command:$before in
{"".join(values)}    esac
    if [[ $current == -* ]]; then
        case $command in
{"".join(options)}        esac
        COMPREPLY=($(compgen -W "$words" -- "$current"))
        return
    fi
    case $command in
{"".join(loose)}    esac
}}
complete -o filenames -o bashdefault -F _repair repair
"""


def _bash_words(words: Sequence[str]) -> str:
    from shlex import quote

    return quote(" ".join(words))


def _bash_value(argument: Argument) -> str:
    if argument.words:
        return f'COMPREPLY=($(compgen -W {_bash_words(argument.words)} -- "$current"))'
    if argument.rules:
        return f'COMPREPLY=($(compgen -W "$({_RULES})" -- "$current"))'
    return "local IFS=$'\\n'; COMPREPLY=($(compgen -f -- \"$current\"))" if argument.files else ":"


def zsh(known: Known) -> str:
    """The script for zsh."""
    cases = []
    for name, (_, taken) in known.items():
        lines = " \\\n                ".join(_zsh_spec(argument) for argument in taken)
        cases.append(f"            {name})\n            _arguments -s \\\n                {lines} ;;\n")
    commands = "\n".join(f"        {_quoted(f'{name}:{_zsh_plain(about)}')}" for name, (about, _) in known.items())
    return f"""\
#compdef repair
_repair_rules() {{ compadd -- ${{(f)"$({_RULES})"}} }}
_repair() {{
    local -a commands
    commands=(
{commands}
    )
    _arguments -C '1:command:->command' '*::argument:->arguments'
    case $state in
        command) _describe command commands ;;
        arguments)
            case $words[1] in
{"".join(cases)}            esac ;;
    esac
}}
if [[ $funcstack[1] == _repair ]]; then _repair "$@"; else compdef _repair repair; fi
"""


def _zsh_spec(argument: Argument) -> str:
    value = ""
    if argument.takes:
        if argument.words:
            source = f"({' '.join(argument.words)})"
        else:
            source = "_repair_rules" if argument.rules else ("_files" if argument.files else " ")
        value = f":value:{source}"
    if not argument.flags:
        return _quoted(f"*{value}")
    about = f"[{_zsh_plain(argument.about)}]"
    return " \\\n                ".join(_quoted(f"*{flag}{about}{value}") for flag in argument.flags)


def _zsh_plain(text: str) -> str:
    for special in "\\:[]":
        text = text.replace(special, f"\\{special}")
    return text


def fish(known: Known) -> str:
    """The script for fish."""
    lines = ["# fish completion for repair\n", "complete -c repair -f\n"]
    for name, (about, taken) in known.items():
        lines.append(f"complete -c repair -n __fish_use_subcommand -a {name} -d {_quoted(about, fish=True)}\n")
        here = f"complete -c repair -n '__fish_seen_subcommand_from {name}'"
        for argument in taken:
            flags = "".join(f" -l {flag[2:]}" if flag.startswith("--") else f" -s {flag[1:]}" for flag in argument.flags)
            takes = " -r" if argument.takes and flags else ""
            source = " -F" if argument.files else ""
            if argument.words:
                source = f" -a {_quoted(' '.join(argument.words), fish=True)}"
            elif argument.rules:
                source = f" -a {_quoted(f'({_RULES})', fish=True)}"
            if flags or source:
                lines.append(f"{here}{flags}{takes}{source} -d {_quoted(argument.about, fish=True)}\n")
    return "".join(lines)


def _quoted(text: str, *, fish: bool = False) -> str:
    if fish:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "'" + text.replace("'", "'\\''") + "'"
