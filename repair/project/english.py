"""Whether a text is English, told from its commonest words: cheap enough to ask of every article."""

from __future__ import annotations

from itertools import repeat

from repair.text.article import Article
from repair.text.lazy import lazy

_SAMPLE = 6000
_ENOUGH = 60
_WIDE = 9  # characters a word: text without blanks between its words has more
_SURELY = 0.25  # a share of common words that only English has

_WORD = lazy(r"[a-zà-ÿā-ſ]+")
_LATIN = lazy(r"[A-Za-zÀ-ſ]")
_OTHER_SCRIPT = lazy(r"[^\W\d_A-Za-zÀ-ſ]+")

_ENGLISH = frozenset(
    "the of and to in a is that for was on with as it by at from he his are be has have this said not but they which who were had"
    " an or we you their its she her will would been after more one about out up when there".split()
)
# common words of other languages, without those that English has too
_OTHER = {
    "German": "der und das ist nicht den von mit dem ein eine sich auf für im als auch es werden aus bei nach einer zu wird sind",
    "French": "le la les des et du une est que dans pour qui pas sur au par plus avec ce il sont été ont cette aux leur mais",
    "Spanish": "el la los las que y del en una por con para se su un es más como pero fue este ha lo también entre sobre desde",
    "Italian": "il di che la è per un una del della in con non sono si da le dei nel alla più anche ha gli delle questo ma",
    "Portuguese": "o que e do da em um uma para com não os no na por mais as dos como se foi ao ele das à seu pela são",
    "Dutch": "het een van de en dat niet voor met zijn op aan er maar om ook bij naar uit worden wordt heeft die",
    "Swedish": "och att det som en är av för på den med till inte har om ett de var sig men från vid",
    "Danish or Norwegian": "og det er at en av på til som med den for ikke han har de et af om seg sig var",
    "Polish": "w i na z nie się do to że jest o po jak ale od za przez dla są był może oraz",
    "Turkish": "ve bir bu da de için ile olarak olan çok daha gibi en kadar ise sonra ancak",
    "Indonesian": "yang dan di dengan untuk dari ini pada tidak itu akan dalam ke oleh adalah juga",
}


def other_language(article: Article) -> str | None:
    """The language of a text that is surely not English ("another language" when it has no name here), else None.

    Short texts, lists of names and what cannot be told count as English.
    """
    sample = article.text[:_SAMPLE]
    if sample == article.text and _is_surely_english(article):
        return None
    words = sample.split()
    if len(words) >= _ENOUGH and len(sample) < _WIDE * len(words) and sum(map(_ENGLISH.__contains__, words)) >= _SURELY * len(words):
        return None
    if not sample.isascii():
        others = sum(map(len, _OTHER_SCRIPT.findall(sample)))
        if others > _ENOUGH / 2:
            latin = len(_LATIN.findall(sample))
            if latin < others and latin + others >= _ENOUGH:
                return "another script"
    words = _WORD.findall(sample)  # in lower case only: tables and line-ups are all capitals
    if len(words) < _ENOUGH:
        return None
    english = sum(map(_ENGLISH.__contains__, words)) / len(words)
    if english >= 0.18:
        return None
    share, language = max((sum(word in known for word in words) / len(words), name) for name, known in _others().items())
    if share >= 0.15 and share > 1.5 * english:
        return language
    return "another language" if english < 0.03 and len(words) >= 2 * _ENOUGH else None


def _is_surely_english(article: Article) -> bool:
    """Told from counts that are needed later anyway."""
    count = len(article.tokens)
    common = sum(map(article.counts.get, _ENGLISH, repeat(0)))
    return count >= _ENOUGH and len(article.text) < _WIDE * count and common >= _SURELY * count


def _others() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in _OTHER.items()}
