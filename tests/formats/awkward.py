"""Awkward articles in markup, made by a seeded generator: what repositories really hold, and worse."""

from __future__ import annotations

import random

WORDS = "river council bridge teacher harbour winter market engine village doctor letter garden signal copper museum".split()
ODD = ["café", "naïve", "“quoted”", "it’s", "10\xa0km", "𝒳-ray", "e\u0301lan", "日本", "U.S.-led", "—"]
NEWLINES = ["\n", "\r\n"]


def sentence(dice: random.Random) -> str:
    words = dice.sample(WORDS, dice.randint(5, 14))
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
        kind = dice.randrange(16)
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
            body = f"{body} la&shy;m&#8203;p &nbsp;&#8217;&#x2014;&unknown; AT&T <{dice.choice(['img src=x', 'br'])}>"
        elif kind == 8:
            body = f"<EM\n  Class='x>y'>{body}</Em > <span>{sentence(dice)}</span>"
        elif kind == 9:
            parts.append(f"<style>p::after {{ content: '<p>{dice.choice(WORDS)} ,,' }}</style><![CDATA[ a ,, b ]]><?php echo 'a  b'; ?>")
        elif kind == 10:
            parts.append(f"<textarea>  {dice.choice(WORDS)} ,, </textarea><svg><text x=1>{dice.choice(WORDS)}</text></svg>")
        elif kind == 11:
            body = f'{body} <input value="a  ,, b" disabled> &lt;not a tag&gt; 3 < 4 &copy 2 &#x1F600; &#150;'
        elif kind == 12:
            body = f"<ul><li>{body}<ul><li>{sentence(dice)}</ul><li>{sentence(dice)}</ul>"
        elif kind == 13:
            parts.append(f"<table><tr><th>{dice.choice(WORDS)}<td>{sentence(dice)}<tr><td>1,,2</table>")
        elif kind == 14:
            body = f"{body[: len(body) // 2]}<wbr>{body[len(body) // 2 :]}</b></i>"
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
        kind = dice.randrange(20)
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
        elif kind == 10:
            body = f"{body.rstrip('.')}\n{'=' * 9}\n\n{sentence(dice)}"
        elif kind == 11:
            note = f"\n\n[ref]: https://x.example 'A  ,, b'\n[^1]: {sentence(dice)}"
            body = f"{body} [{dice.choice(WORDS)}][ref] and [^1] <https://x.example/a,,b>{note}"
        elif kind == 12:
            body = f"    indented ,, code\n    {body}"
        elif kind == 13:
            body = f"1. {body}\n2. [ ] {sentence(dice)}\n\n   {sentence(dice)}"
        elif kind == 14:
            body = f"<!-- a ,, remark\nover lines -->\n\n{body} <!-- and ,, one --> {sentence(dice)}"
        elif kind == 15:
            body = f"{body} ~~struck~~ __under__ *em**both*** \\# \\[x\\] $a_b$ :smile:"
        elif kind == 16:
            body = f"- - {body}\n* * *\n+ {sentence(dice)}"
        elif kind == 17:
            body = f"> - {body}\n>\n>   {sentence(dice)}\n{sentence(dice)}"
        elif kind == 18:
            body = f"~~~\n{dice.choice(WORDS)} ,,\n~~~~\n\n{body}\\\n{sentence(dice)}"
        parts.append(body)
    parts.insert(dice.randint(parts[:1] != [] and parts[0].startswith("---"), len(parts)), sentence(dice))
    return "\n\n".join(parts).replace("\n", newline) + dice.choice(["", newline, newline * 2])


def text(seed: int) -> str:
    """A plain article with a byte-order mark or not, line ends of every kind and mixed, odd blanks, no last line end or many."""
    dice = random.Random(seed)
    ends = dice.choice([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"], ["\n", "\r", "\r\n"]])
    parts = []
    for _ in range(dice.randint(2, 8)):
        body = sentence(dice)
        kind = dice.randrange(12)
        if kind == 0:
            body = body.rstrip(".")
        elif kind == 1:
            body = f"  {body}"
        elif kind == 2:
            body = f"{body}{dice.choice([' ', chr(0xA0), chr(9), chr(0x3000)])}"
        elif kind == 3:
            body = f"- {body}{ends[0]}- {sentence(dice)}"
        elif kind == 4 and "“" not in body:
            body = f"“{body}” {sentence(dice)}"
        elif kind == 5:
            body = f"{body} {dice.choice(['https://x.example/a,,b?c=1', 'a_b@x.example', '3.14', '1,,2', 'C++', 'x -> y'])}"
        elif kind == 6:
            body = f"{body} {sentence(dice)} {sentence(dice)}"
        elif kind == 7:
            body = "* * *"
        elif kind == 8:
            body = f"{body} 👩\u200d🔧 e\u0301 \u202fאב 漢字 𝒳 {sentence(dice)}"
        parts.append(body)
    joined = parts[0]
    for part in parts[1:]:
        joined += dice.choice(ends) * dice.choice([1, 2, 2, 2, 3]) + part
    return dice.choice(["", "", "\ufeff"]) + joined + dice.choice(["", ends[0], ends[0] * 3])
