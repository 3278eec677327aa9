"""Words, sentences and numbers that lost the blank between them, and words that a line end tore apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator

from repair.checkers.finder import finder
from repair.checkers.hit import Check, Hit
from repair.text.article import Article
from repair.text.lazy import lazy
from repair.text.span import Edit, Span

_STARTERS = frozenset(
    """
    A After Also Although An And Another As At Because Before Both But By Critics During Even For From He Her Here His How However
    I If In It Its Last Many Meanwhile More Most My No Not Now On One Only Or Other Our Others People She Since So Some
    Still Such That The Their Then There These They This Those Though To Two Under Until We What When Where Whether Which While
    Who Why With Without Yet You Your
    """.split()
)
_ABBREVIATIONS = frozenset(
    """
    Mr Mrs Ms Dr Prof Sr Jr St Mt Ft Gen Col Lt Maj Sgt Capt Cpl Cmdr Adm Sen Rep Gov Pres Rev Hon Supt Insp Jan Feb Mar
    Apr Jun Jul Aug Sept Sep Oct Nov Dec No Nos vs al approx ca etc Inc Ltd Co Corp Bros Ave Blvd Rd Dept Univ Fig Vol pp Ph
    Will www WWW Vs Pvt Smt Shri Sri Kum Msgr Fr Adv Er Hr feat ft
    """.split()
)
_PERHAPS_LABELS = frozenset("By Comments Read See Also More Last Other".split())
_DAMAGED = lazy(r"[.,!]\?(?=\s)|(?<=\s)\?(?=[A-Za-z])")
_DOMAINS = frozenset("Com Net Org Js Io Ai Co Uk Gov Edu Tv Info Biz Me Us Eu In".split()) - _STARTERS
_GLUED = lazy(
    r"(?P<last>[A-Za-z]{2,}(?:['’][a-z]{1,2})?|\d+%?|(?<=\w)[)\]]|(?<=\w)[”\"])(?P<stop>[.!?])"
    r"(?P<close>[”\"’')\]]{0,2})(?P<next>[“‘]?[A-Z](?:[a-z]+(?:['’][a-z]{1,2})?|(?=[ ’'])))"
)
_LONGEST_WORD = 60


def _from_words(text: str, signs: Iterable[int], whole: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of `whole` that begin with the word before a sign: quicker than trying every word."""
    done = 0
    for sign in signs:
        start = sign
        done = max(done, start - _LONGEST_WORD)
        while start > done and (text[start - 1].isalnum() or text[start - 1] in "%'’"):
            start -= 1
        if start == sign:
            start = max(done, start - 1)
        while start < sign and text[start] in "'’":
            start += 1
        match = whole.match(text, start)
        if match and match.end() > sign:
            done = match.end()
            yield match


def glued_sentences() -> Check:
    """A sentence that begins right behind the stop, quotation mark or bracket that ends the one before: "slowly.Critics".

    Kept are initials, abbreviations, names ("Yahoo!Japan"), addresses and file names.
    """

    glue = finder(r"[.!?][”\"’')\]]{0,2}[“‘]?[A-Z]", case=True)

    def check(article: Article) -> Iterator[Hit]:
        found = list(_from_words(article.text, (place.start for place in glue(article)), _GLUED))
        if not found:
            return
        often = Counter(match.group() for match in found)
        damaged = _DAMAGED.search(article.text) is not None
        for match in found:
            last, following = match["last"], match["next"].lstrip("“‘")
            ordinary = following in _STARTERS or following.split("’")[0].split("'")[0] in _STARTERS
            if (not ordinary and often[match.group()] > 1 and last[:1].isupper()) or not _may_glue(
                article, match, last, following, ordinary
            ):
                continue
            at = _break(article, match)
            sure = ordinary and following not in _PERHAPS_LABELS and not damaged
            yield Hit(Span(match.start(), match.end()), ((Edit(at, "", " "),),), facts={"next": following}, sure=sure)

    return check


def glued_sentences_gate() -> list[str]:
    """A stop between a word and a capital."""
    return [r"[A-Za-z0-9%)\]”\"][.!?][”\"’')\]]{0,2}[“‘]?[A-Z]"]


def _may_glue(article: Article, match: re.Match[str], last: str, following: str, ordinary: bool) -> bool:
    text = article.text
    start, end = match.span()
    if last in _ABBREVIATIONS and not (ordinary and last in ("Inc", "Ltd", "Co", "Corp", "etc", "al")):
        return False
    if following in _DOMAINS or text[start - 1 : start] in ("@", "#", "/", "_", "-" if not ordinary else "@"):
        return False
    if text[start - 1 : start] == "." and len(last) < 4:
        return False  # initials: "U.S.Army", "Ph.D.Smith"
    if text[end : end + 1] == "." and (text[end + 1 : end + 2].islower() or text[end + 1 : end + 3].isupper()):
        return False  # an address: "www.Name.com", "beta.Name.USA.gov"
    if not ordinary:
        if last[:1].isupper() and text[end : end + 2][1:].isupper():
            return False  # a name with a stop inside
        if match["stop"] in "!?" and not match["close"] and (last[:1].isupper() or text[end : end + 1] not in " ,’'"):
            return False
        if last[:1].isdigit() or last.isupper() or text[end : end + 1] in ("(", "_", "/", "="):
            return False
    if last[:1].isdigit():
        block = article.block_at(start)
        if block is None or block.start == start or len(last) < 2:
            return False  # the number of a list item or a version
    place = Span(start, end)
    return not article.is_verbatim(place)


def _break(article: Article, match: re.Match[str]) -> int:
    """Where the blank goes: behind a mark that closes, before one that opens."""
    if match["close"][:1] in ("'", '"') and match["close"]:
        block = article.block_at(match.start())
        if match["close"][0] == '"' and block is not None and article.straight_quotes(block.start, match.start("close")) % 2 == 0:
            return match.start("close")
    return match.start("next")


_NEAR_BRACKET = 1000
_AFTER_BRACKET = lazy(r"(?P<bracket>[)\]])(?<=[A-Za-z.,!?].)(?P<next>[A-Z][a-z]{2,})(?=[ ,’'])")


def glued_bracket() -> Check:
    """A capitalised word right behind a closing bracket that has its opening one, after a blank, in the same line."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        asked, address = -1, False
        for match in _AFTER_BRACKET.finditer(text):
            block, at = article.block_at(match.start()), match.start()
            if block is None:
                continue
            if block.number != asked:
                asked, address = block.number, "://" in block.text
            if address:
                continue
            start = text.rfind("(" if match["bracket"] == ")" else "[", max(block.start, at - _NEAR_BRACKET), at)
            if start < 0 or match["bracket"] in text[start:at] or not (start == block.start or text[start - 1].isspace()):
                continue
            low = at
            while text[low - 1].isalpha():
                low -= 1
            yield Hit(Span(low, match.end()), ((Edit(match.start("next"), "", " "),),), sure=match["next"] in _STARTERS)

    return check


def glued_bracket_gate() -> list[str]:
    """A closing bracket before a capital."""
    return [r"[A-Za-z.,!?][)\]][A-Z][a-z]"]


_CAMEL = lazy(r"(?:(?<=[\s(\[“\"‘'’,;:—–*|>])|\A)(?P<first>[a-z]{2,})(?P<next>[A-Z](?:[a-z]{2,}|[A-Z](?=[ ,.])))(?=[\s,.’'”\")]|$)")
_NOUN_NEXT = lazy(r" [a-z]{3}")
_SHORT_WORDS = frozenset(
    """
    the and but for nor with from that this these those which who whose when where while what why how than then his her its their our your
    was were are has have had will would can could should may might must been being said says told into onto over under after before
    about against between during without within because although though also only just even like such some any all each every other another
    of to in on at by as is it or if be he we so no an us my me
    """.split()
)
_NAMES_BEGIN = frozenset(
    "de di la le du van von mac mc fitz al el i e x my you tik link pay face snap whats word java type git open".split()
)
_ENDS_OF_NAMES = ("OS", "SD", "TV", "DB", "VR", "HD")


def glued_words() -> Check:
    """A lower-case word and a capitalised one without a blank between ("juiceHot"), where the article knows one of them apart.

    Several in one article are evidence for each other.
    """

    inner_capital = finder("[a-z][a-z][A-Z]", case=True)

    def check(article: Article) -> Iterator[Hit]:
        signs = (place.end - 1 for place in inner_capital(article))
        found = [match for match in _from_words(article.text, signs, _CAMEL) if not _is_name(match)]
        if not found:
            return
        words = frozenset(_WORD.findall(article.text))
        damaged = len(_DAMAGED.findall(article.text)) > 1
        several = len({match.group() for match in found})
        for match in found:
            if damaged and _NOUN_NEXT.match(article.text, match.end()):
                continue  # more than a blank is lost: `swallowed_apostrophe` tells
            known = _known(match["first"], match["next"], words) or several > 2
            if known or several > 1:
                yield Hit(
                    Span(*match.span()),
                    ((Edit(match.start("next"), "", " "),),),
                    facts={"first": match["first"], "next": match["next"]},
                    severity=None if known else "info",
                )

    return check


def _is_name(match: re.Match[str]) -> bool:
    """True for names that are written this way: eBay, watchOS."""
    return match["first"] in _NAMES_BEGIN or match["next"] in _ENDS_OF_NAMES


def glued_words_gate() -> list[str]:
    """A capital inside a word."""
    return [r"(?:\A|[\s(\[“\"‘'’,;:—–*|>])[a-z]{2,}[A-Z]"]


_WORD = lazy(r"\b[A-Za-z]+\b")


def _known(first: str, following: str, words: frozenset[str]) -> bool:
    if len(first) < 3 and first not in _SHORT_WORDS:
        return False
    return first in _SHORT_WORDS or first in words or (len(first) > 3 and (following in words or following.lower() in words))


_UNITS = (
    r"(?:g|kg|mg|ml|cl|l|oz|lbs?|cm|mm|m|km|cups?|tbsps?|tsps?|teaspoons?|tablespoons?|grams?|litres?|percent|per cent|million|billion"
    r"|trillion"
    r"|people|years?|months?|weeks?|days?|hours?|minutes?|miles|points)"
)
_NUMBER = lazy(
    rf"(?:(?<=[\s(,;])|\A)(?P<word>[a-z]{{3,}})(?P<number>\d{{1,4}}(?:,\d{{3}})*(?P<unit> ?{_UNITS}\b)?)(?P<plain> [a-z]{{3,}})?(?![\w-])"
)


def glued_number() -> Check:
    """A number right behind a word: before a unit ("butter250g") or with thousands; near such a one also before any word."""

    inner_digit = finder("[a-z][a-z][a-z][0-9]", case=True)

    def check(article: Article) -> Iterator[Hit]:
        signs = (place.end - 1 for place in inner_digit(article))
        found = [match for match in _from_words(article.text, signs, _NUMBER) if match["word"] not in _ALPHANUMERIC]
        proved = [bool(match["unit"]) or "," in match["number"] for match in found]
        near = any(proved)
        for match, alone in zip(found, proved, strict=True):
            if alone or (near and match["plain"]):
                end = match.end("number")
                yield Hit(Span(match.start(), end), ((Edit(match.start("number"), "", " "),),))

    return check


_ALPHANUMERIC = frozenset("covid web mp formula top windows version omega vitamin size type article level sha utf route area".split())


def glued_number_gate() -> list[str]:
    """A digit right behind a word, of which the last letter is enough: a count of letters multiplies the states of an automaton."""
    return ["[a-z][0-9]"]


_WRAP = lazy("- (?=[a-z][a-z])")
_TORN = lazy(r"(?<![\w-])(?P<head>[A-Za-z]{2,})- (?P<tail>[a-z]{2,})(?![\w’'-])")
_ALONE = lazy(r"(?<![\w-])(?<!- )[A-Za-z]{4,}(?![\w-])")  # words on their own, not only as a part torn off
_MANY_WRAPS = 3
_KEEPS_HYPHEN = frozenset("and or to nor but versus vs through rather not as than then plus the".split())
_PREFIXES = frozenset(
    "self co non anti ex all post pre well half quasi cross mid semi multi over under short long high low full part".split()
)

_MEASURED = frozenset("year day week month hour minute mile foot inch time old term based style related led made".split())


def line_wrap_hyphen() -> Check:
    """A word torn where a line ended: "satisfac- tion". Suspended hyphens ("pre- and post-war") stay.

    Sure when the article has the whole word elsewhere. Where it knows both parts as words, the hyphen may stand for a dash;
    a prefix keeps its hyphen. Such words, and dashes, are typed so as well: one or two with no torn word beside are mere information.
    """

    def check(article: Article) -> Iterator[Hit]:
        found = [match for match in _torn(article.text) if not _suspended(article.text, match)]
        if not found:
            return
        words = frozenset(word.lower() for word in _WORD.findall(article.text))
        alone = frozenset(_ALONE.findall(article.text))
        hits = [_mended(match, words, alone) for match in found]
        typed = len(hits) < _MANY_WRAPS and not any(_closes_up(hit) for hit in hits)
        yield from (hit._replace(severity="info") for hit in hits) if typed else hits

    return check


def line_wrap_hyphen_gate() -> list[str]:
    """A hyphen before a blank."""
    return [r"[A-Za-z]{2}- [a-z]{2}"]


def _torn(text: str) -> Iterator[re.Match[str]]:
    for sign in _WRAP.finditer(text):
        start, low = sign.start(), max(0, sign.start() - _LONGEST_WORD)
        while start > low and text[start - 1].isalpha():
            start -= 1
        match = _TORN.match(text, start)
        if match:
            yield match


def _suspended(text: str, match: re.Match[str]) -> bool:
    """True for "pre- and post-war", for "small- to medium-sized" whatever stands between, and for a rating ("CCC- into")."""
    return match["tail"] in _KEEPS_HYPHEN or match["head"].isupper()


def _closes_up(hit: Hit) -> bool:
    """Whether the parts are first of all those of one word."""
    return hit.candidates[0][0].old == "- " and not hit.candidates[0][0].new


def _mended(match: re.Match[str], words: Container[str], alone: Container[str]) -> Hit:
    head, tail = match["head"], match["tail"]
    joined, gap = Edit(match.end("head"), "- ", ""), Edit(match.end("head") + 1, " ", "")
    dash = Edit(match.end("head"), "- ", " – ")
    whole = (head + tail).lower() in words
    if whole:
        order = [joined, gap]
    elif head.lower() in _PREFIXES or tail in _MEASURED:
        order = [gap, joined]
    elif tail in _SHORT_WORDS or (head in alone and tail in alone):
        order = [dash, gap, joined]
    else:
        order = [joined, gap]
    return Hit(Span(*match.span()), tuple((edit,) for edit in order), facts={"word": head + tail}, sure=whole)


_OPENS = lazy(r"[(“](?<=[a-z][a-z][a-z].)(?=[a-z]{3,20}[ ,][^()“”\r\n]{0,100}[)”])")
_CLOSES = lazy(r"[)”](?<=[a-z.,!?].)(?=[a-z]{2,20}[ ,.])")
_YEAR = lazy(r"(?:19|20)\d\d(?<![\w.-]....)(?=[A-Z][a-z]{2,20}[ ’'])")


def glued_mark() -> Check:
    """A word right before a bracket or quotation mark that opens, right behind one that closes, or right behind a year."""

    def check(article: Article) -> Iterator[Hit]:
        text = article.text
        places = [match.start() for match in _OPENS.finditer(text)]
        places += [match.end() for match in _CLOSES.finditer(text) if _closes(article, match.start())]
        places += [match.end() for match in _YEAR.finditer(text)]
        for at in sorted(places):
            low = high = at
            while low > 0 and not text[low - 1].isspace():
                low -= 1
            while high < len(text) and not text[high].isspace():
                high += 1
            block = article.block_at(at)
            if block is None or any(mark in text[low:high] for mark in "/{}<>=@#_") or "{" in block.text:
                continue
            yield Hit(Span(low, high), ((Edit(at, "", " "),),))

    return check


def glued_mark_gate() -> list[str]:
    """Such a place."""
    return [r"[a-z][(“][a-z]{3}", r"[a-z.,!?][)”][a-z]{2}", r"(?:19|20)[0-9]{2}[A-Z][a-z]"]


def _closes(article: Article, at: int) -> bool:
    """True when the mark that opened stands before it in the same line, behind a blank."""
    text, block = article.text, article.block_at(at)
    opening = "(" if text[at] == ")" else "“"
    start = text.rfind(opening, block.start, at) if block else -1
    if block is None or start < 0 or text[start + 1 : at].isalpha():  # "(multi)media"
        return False
    return at - start > 3 and text[at] not in text[start:at] and (start == block.start or text[start - 1].isspace())
