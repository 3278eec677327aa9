"""`article-choice`: "a" or "an" against the sound that the next word begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.lines import is_letter_of_list
from repair.text.span import Edit, Span

_QUOTE = "[ \xa0][\"“‘']?"
_UNSEEN = "\xad\u200b-\u200d\u2060\ufeff"  # a word goes on behind these
_MAY_BE_VOWEL = r"[aeiouhAEIOUH$£€\d]|[flmnrsxFLMNRSX](?:[-'’&.\d]|(?<=[FLMNRSX])[A-Z])"
_IS_VOWEL = r"[aiAI]|[eE](?![uwUW])|[oO](?![nN])"
_FOUND = lazy(  # few of the letters begin an article, and few articles stand before what may be wrong
    rf"([Aa](?=n?[ \xa0])(?<![\w'’&/.\-–*{_UNSEEN}].)(?:(?={_QUOTE}(?:{_MAY_BE_VOWEL}))|n(?!{_QUOTE}(?:{_IS_VOWEL}))))"
    rf"{_QUOTE}([$£€]?\d(?:[\d,.]*\d)?|[A-Za-z][A-Za-z\d'’.&-]{{0,40}}(?![^\W\d_]|[{_UNSEEN}]))"
)
_ARTICLE_BEFORE = lazy(r"\b([Aa]n?)[ \xa0]$")
_SENTENCE_START = lazy(r"(?:^|[.!?:…–—]|[\r\n])[\s\"“‘'(\[•-]*$")

_NOT_AFTER_ARTICLE = frozenset(
    """
    a about above after again against all am an and any are around as at away be been but by can did do for from had has have he her
    his i if in into is it its la le me mine my no not of off on one's onto or our ours out over she so some than that the their them
    then there these they this those to under unless until up upon us was we were what when where which who will with would you your
    den der das des dem du de die also although another anybody anyone anything anywhere ask asked because each either else enough etc
    everybody everyone everything everywhere except get going i'd i'll i'm i've including indeed instead isn't it'd it'll it's its itself
    just like make maybe mean others ourselves said see such take that's there's they're think ah er oh uh um una uno unos yeah you're
    finally later never not now perhaps sometimes soon therefore
    actually along alone among apart aren't de el al en es est et un una ein eine een og och ao os
    """.split()
)
_YOO = lazy(
    r"u(?:ni(?:c|f|o|q|v|p|t|l(?!l)|s(?!s))|nanim|s(?:e|a[bg]|u|ing\b)|t(?:i|o|e|ah)|biq|krain|kulele|ran(?!g)|rin|rea|reth|rol|gand|vul)"
    r"|eu|ewe|on(?:e\b|es\b|ce\b|etime|eself)"
)
_DOUBTFUL = lazy(
    r"(?:herb|homage|hist|hotel|horri|habit|heredit|hyst|hero|hilar|hypo|hype|hegem|halluc|harmon|horiz|humo|human|humid|hispan|hawai|hondur"
    r"|h[aeu]\w?$|oaxaca|ouija|ouag|oui|uru|ural|uig|uyg|ulys|ut\b|y[^aeiou]|x[^aeiouy]|u[ai]|ur\b|h-|h\d|hm|huawei|hua|hyun|hugo|urs|usa\b|uber)"
)
_SPELT_BEGINNING = lazy(r"s[bdgjsxz]|f[^aeioulrwyj]|[lr][^aeiouhlyw]|[mn][^aeiouyhwngc]")  # no word begins so: "an sdist" is an s-dist
_SILENT_H = lazy(r"(?:honest|hono|hour|heir|hors\b|hono)")
_LETTER_NAME_VOWEL = frozenset("AEFHILMNORSX")
_SPELT_OUT = frozenset("FBI MRI SUV NRA FDA FAA HIV MEP SNP NBA LGBTQ NAACP MBA MIT NYSE RIAA MSNBC SEC RNA MSP SSRI LLC RFID".split())
_READ_AS_WORDS = frozenset(
    """
    SQL SCSI FTSE NY NJ NH NM NC ND SC SD MD MN MS MT RI LA FL HI MA ME MI MO NE NV NZ NSW NT SW NW SE RM HK FWD FT ST MR MRS MT LT
    HR HQ HM HMS HMRC HTC HD HP HGV HPV HRT HS HBO HSBC HDTV HTML HTTP
    """.split()
)


def article_choice() -> Check:
    """Every "a" before a vowel sound and every "an" before a consonant sound, where the sound is not in doubt.

    Before a name or an abbreviation the hit is not sure: some read it letter by letter, others as a word. Nor is it before a plural, where
    the article may be one too many, before what may be a past, where "and" may be meant, or in an article that looks spun: there it may fit
    the word that a machine replaced.
    """

    likely = finder("|".join(article_choice_gate()), case=True)

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        for place in likely(article):
            match = _FOUND.match(text, place.start + (text[place.start] != "A"))
            if not match or match[2].lower() in _NOT_AFTER_ARTICLE:
                continue
            used, word = match[1], match[2]
            vowel = begins_with_vowel_sound(word)
            if vowel is None or vowel is (len(used) == 2) or (used == "A" and is_letter_of_list(text, match.start())):
                continue
            if used[0] == "A" and (word[0].isupper() or not _SENTENCE_START.search(text, max(0, match.start() - 6), match.start())):
                continue
            right = used[0] + ("n" if vowel else "")
            span = Span(match.start(), match.start(2) + len(word.rstrip(".'’-")))
            sure = not (word[0].isupper() or (used == "an" and word.rstrip(".").endswith("ed")) or _is_plural(word) or _looks_spun(article))
            yield Hit(span, ((Edit(match.start(), used, right),),), facts={"right": right, "word": word}, sure=sure)

    return check


def _is_plural(word: str) -> bool:
    from repair.checkers.number import nouns  # a list that few texts want

    return word.rstrip(".'’-") in nouns().singulars


def _looks_spun(article: Article) -> bool:
    from repair.checkers.spinning import verdict  # wanted for few texts only

    return verdict(article).spun


def article_choice_gate() -> list[str]:
    """An "a" before what may be a vowel sound, an "an" before what may be none."""
    return [
        rf"(?:[^A-Za-z]a|A){_QUOTE}(?:[aeiouAEIOU]|[FHLMNRSXx][A-Z.&\d-]|[fhlmnrsx]-|ho|he|[$£€]?(?:8|1[18]))",
        rf"(?:[^A-Za-z]a|A)n{_QUOTE}(?:[b-df-gj-np-tv-zB-DGJKP-QT-TV-WYZ]|[FLMNRSX][a-z]|[Hh][a-z]|[Uu](?:[ns][iaeuU.]|t|k|b|g|r|v|N|S|K|\.)"
        r"|[Ee](?:u|we)|[Oo]n(?:e|ce)|[$£€]?\d)",
    ]


def article_before(text: str, start: int, old: str, new: str) -> Iterator[Edit]:
    """The change of "a" or "an" before the words at `start` that the new ones in their place ask for."""
    match = _ARTICLE_BEFORE.search(text, max(0, start - 4), start)
    sounds = begins_with_vowel_sound(old), begins_with_vowel_sound(new)
    if match and None not in sounds and sounds[0] != sounds[1]:
        yield Edit(match.start(1), match[1], match[1][0] + "n" * bool(sounds[1]))


def begun_like(old: str, new: str) -> str:
    """The new words with a capital where the old ones begin with one."""
    return new[0].upper() + new[1:] if old[0].isupper() else new


def begins_with_vowel_sound(word: str) -> bool | None:
    """Whether speech begins this word, number or abbreviation with a vowel; None when people differ or it cannot be known."""
    if word[0] in "$£€" or word[0].isdigit():
        return _number(word.lstrip("$£€"))
    head = re.split(r"[-'’&]", word, maxsplit=1)[0].rstrip(".")
    letters = head.replace(".", "")
    if len(letters) == 1 and "--" not in word and len(word.rstrip(".")) > 1:  # X-ray, U-turn, e-mail, S&P
        return letters.upper() in _LETTER_NAME_VOWEL if letters.upper() != "H" and "$" not in word else None
    if len(letters) == 1 or "--" in word:
        return None
    if letters[:2].isupper() or re.fullmatch(r"[A-Z]\d+\w*", letters) or "." in head:
        return _abbreviation(letters)
    return _spelt(word.lower(), word[0].isupper())


def _number(digits: str) -> bool | None:
    leading = re.split(r"[^\d]", digits, maxsplit=1)[0]
    if leading.startswith("0"):  # oh-one, zero point three
        return None
    if leading.startswith("8") or leading in ("11", "18"):
        return True
    if len(leading) == 4 and leading[:2] in ("11", "18"):
        return None
    return False


def _abbreviation(letters: str) -> bool | None:
    if not letters.isascii() or not letters.isupper() or letters in _READ_AS_WORDS:
        return None
    first = letters[0]
    if first in "AEIO":
        return None if letters.startswith(("EUR", "ONE", "EW", "OU")) else True
    if first == "U":
        return False if len(letters) <= 3 else None
    if first in _LETTER_NAME_VOWEL:
        spelt_out = letters in _SPELT_OUT or (not any(letter in "AEIOUY" for letter in letters) and first != "H" and len(letters) <= 5)
        return True if spelt_out else None
    return False


def _spelt(word: str, name: bool) -> bool | None:
    if not word.isascii() or not any(letter in "aeiouy" for letter in word) or _DOUBTFUL.match(word):
        return None
    if _YOO.match(word):
        return False
    if word[0] in "aeio":
        return True
    if word[0] == "u":
        return None if name else True
    if word[0] == "h":
        return _SILENT_H.match(word) is not None
    if (name and word[1] not in "aeiouhlrwy") or _SPELT_BEGINNING.match(word):
        return None
    return False
