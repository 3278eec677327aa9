"""Awkward articles in markup, made by a seeded generator: what repositories really hold, and worse."""

from __future__ import annotations

import random

WORDS = "river council bridge teacher harbour winter market engine village doctor letter garden signal copper museum".split()
ODD = ["café", "naïve", "“quoted”", "it’s", "10\xa0km", "𝒳-ray", "e\u0301lan", "日本", "U.S.-led", "—"]
NEWLINES = ["\n", "\r\n"]


def sentence(dice: random.Random) -> str:
    words = [dice.choice(WORDS) for _ in range(dice.randint(5, 14))]
    if dice.random() < 0.5:
        words.insert(dice.randrange(len(words)), dice.choice(ODD))
    return " ".join(words).capitalize() + "."


def html(seed: int) -> str:
    """An HTML article with entities, inline tags, comments, scripts, unclosed elements and odd line ends."""
    dice = random.Random(seed)
    newline = dice.choice(NEWLINES)
    parts = [dice.choice(["", "<!DOCTYPE html>", "\ufeff".strip("\ufeff"), "<html><body>"])]
    for _ in range(dice.randint(2, 8)):
        body = sentence(dice)
        kind = dice.randrange(9)
        if kind == 0:
            first, _, rest = body.partition(" ")
            body = f"<b>{first}</b> {rest}"
        elif kind == 1:
            body = body.replace(" ", " &amp; ", 1)
        elif kind == 2:
            body = body.replace(" ", newline + "   ", 2)
        elif kind == 3:
            body += f'<!-- note {dice.randint(0, 9)} --> <a href="https://x.example/?a=1&b=2" title="a > b">{sentence(dice)}</a>'
        elif kind == 4:
            parts.append(f"<script>if (a < b && c) {{ x = '<p>{dice.choice(WORDS)}..</p>'; }}</script>")
        elif kind == 5:
            parts.append(f"<pre>  {dice.choice(WORDS)} ,,  {dice.choice(WORDS)}</pre>")
        elif kind == 6:
            body = f"{body}<br>{sentence(dice)}<br/>{sentence(dice)}"
        elif kind == 7:
            body = f"{body} &nbsp;&#8217;&#x2014;&unknown; AT&T <{dice.choice(['img src=x', 'br'])}>"
        tag = dice.choice(["p", "p", "li", "h2", "blockquote", "div", "td"])
        close = f"</{tag}>" if dice.random() < 0.9 or tag not in ("p", "li") else ""
        parts.append(f"<{tag}{dice.choice(['', ' class=lead', chr(32) + 'data-x=' + chr(34) + 'a&amp;b' + chr(34)])}>{body}{close}")
    return newline.join(parts) + dice.choice(["", newline, "</body></html>", "  "])


def markdown(seed: int) -> str:
    """A Markdown article with front matter, links, code, tables, quotes, nested lists and odd line ends."""
    dice = random.Random(seed)
    newline = dice.choice(NEWLINES)
    parts = []
    if dice.random() < 0.5:
        parts.append('---\ntitle: "A  b ,, c"\ntags: [x,y]\n---')
    for _ in range(dice.randint(2, 8)):
        body = sentence(dice)
        kind = dice.randrange(11)
        if kind == 0:
            body = f"# {body.rstrip('.')}"
        elif kind == 1:
            body = body.replace(" ", " **bold words** ", 1)
        elif kind == 2:
            body = body.replace(" ", " [a link](https://x.example/a_b?c=1 'Title') ", 1)
        elif kind == 3:
            body = f"```py\nx = [1 ,2]..\n{body}\n```"
        elif kind == 4:
            body = f"| a ,, | b.. |\n|---|---|\n| {dice.choice(WORDS)} | 2 |"
        elif kind == 5:
            body = f"> {body}\n> {sentence(dice)}"
        elif kind == 6:
            body = f"- {body}\n- {sentence(dice)}\n  {sentence(dice)}\n    - {sentence(dice)}"
        elif kind == 7:
            body = body.replace(" ", "\n", 2)
        elif kind == 8:
            body = f"{body} `code ,, here` &amp; \\* <b>tag</b> ![picture](a.png)  \n{sentence(dice)}"
        elif kind == 9:
            body = f"<div>\n{body} ,,\n</div>"
        parts.append(body)
    return "\n\n".join(parts).replace("\n", newline) + dice.choice(["", newline, newline * 2])
