"""Plain data as YAML text that the strict reader gives back unchanged."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9 _./()+-]*[A-Za-z0-9)]|[A-Za-z]")
_RESERVED: Final = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Words that some reader of YAML takes for something else than text."""


class _Writer(yaml.SafeDumper):
    """Writes every value out: the strict reader knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Text that could be read as a number or a truth value is quoted."""
    plain = _WORD.fullmatch(text) is not None and text.lower() not in _RESERVED
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Writer.add_representer(str, _text)


def plain_yaml(data: dict[str, Any], heading: str = "") -> bytes:
    """YAML of plain data in the order of its keys, under a comment of a line or several.

    Args:
        data: Text, numbers, true, false, nothing, lists and dictionaries of them.
        heading: Written first, each line as a comment.
    """
    text = yaml.dump(data, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=100, indent=2)
    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    return (comment + text).encode()
