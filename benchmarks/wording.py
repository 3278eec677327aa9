"""The model of words behind `looks-spun`: which words go together, and which one a machine puts for which.

Built by `build_words.py wording` from the language model `en-us.lm.bin` that the package pocketsphinx 5.1.1 brings, from WordNet 3.0,
and from the hand-written lists of substitutes; lemminflect gives the forms of words.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from repair.text.wording import packed

RAREST = -6.2
COMMONEST_RARE = -5.5  # what is rarer is not replaced by anything
MOST_ORIGINALS = 4
SHARES = {"synonym": 0.4, "relative": 0.3, "hand": 0.3}
PLAIN = re.compile(r"[a-z]+(?:'[a-z]+)?")
KINDS = {"n": "NOUN", "v": "VERB", "a": "ADJ", "r": "ADV"}
EXPECTED_PAIRS = 2_000_000

_DUMP = """
import sys
from pocketsphinx import Config, LogMath, NGramModel
NGramModel(Config(lm=sys.argv[1]), math := LogMath(1.0001), sys.argv[1]).write(sys.argv[2])
"""

Put = dict[str, Counter[str]]


def build_wording(wordnet: Path, words: Path, rules: Path) -> None:
    """Write `spun-wording.bin`."""
    chances, pairs = _language()
    known = sorted((word for word, (chance, _) in chances.items() if _fits(word, chance)), key=lambda word: (-chances[word][0], word))
    numbers = {word: number for number, word in enumerate(known)}
    puts = _puts(_forms(_wordnet(wordnet), numbers), _by_hand(words, numbers), {word: chances[word][0] for word in known})
    followers = [sorted((numbers[second], chance) for second, chance in pairs.get(word, {}).items() if second in numbers) for word in known]
    originals = [
        [(numbers[original], math.log10(share)) for original, share in _likeliest(puts.get(word, Counter()), chances)] for word in known
    ]
    data = packed([(word, *chances[word]) for word in known], followers, originals)
    (rules / "spun-wording.bin").write_bytes(data)
    print(f"{len(known)} words, {sum(map(len, followers))} pairs, {sum(map(len, originals))} originals, {len(data)} bytes", file=sys.stderr)


def thesaurus(wordnet: Path) -> dict[str, dict[str, str]]:
    """For each form that the model of words knows the forms that mean the same ("synonym"), or nearly so ("relative")."""
    from repair.checkers.spinning import wording

    return _forms(_wordnet(wordnet), wording().numbers)


def _fits(word: str, chance: float) -> bool:
    return chance > RAREST and PLAIN.fullmatch(word) is not None


def _language() -> tuple[dict[str, tuple[float, float]], dict[str, dict[str, float]]]:
    """Each word's chance and backoff, and the chances of the words known to follow it.

    pocketsphinx fails while it writes the runs of three words, after what is wanted here: hence a process of its own, and a count.
    """
    import pocketsphinx

    model = Path(pocketsphinx.__file__).parent / "model/en-us/en-us.lm.bin"
    words: dict[str, tuple[float, float]] = {}
    pairs: defaultdict[str, dict[str, float]] = defaultdict(dict)
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "en-us.arpa"
        subprocess.run([sys.executable, "-c", _DUMP, model, dump], check=False, stderr=subprocess.DEVNULL)
        section = ""
        with dump.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                fields = line.rstrip("\n").split("\t")
                if line.startswith("\\"):
                    section = line.strip()
                elif section == "\\1-grams:" and len(fields) == 3:
                    words[fields[1]] = float(fields[0]), float(fields[2])
                elif section == "\\2-grams:" and len(fields) == 4:
                    pairs[fields[1]][fields[2]] = float(fields[0])
    if sum(map(len, pairs.values())) < EXPECTED_PAIRS:
        sys.exit("the language model could not be read whole")
    return words, pairs


def _wordnet(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    """For each lemma and kind of word the lemmas that mean the same ("synonym"), or something wider, narrower or similar ("relative")."""
    sets: dict[tuple[str, str], tuple[list[str], list[tuple[str, str]]]] = {}
    for name in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if not line.startswith("  "):
                fields = line.split("|")[0].split()
                count = int(fields[3], 16)
                lemmas = [re.sub(r"\(.*\)", "", field).lower() for field in fields[4 : 4 + 2 * count : 2]]
                links = fields[5 + 2 * count :]
                near = [
                    (_kind(kind), place) for sign, place, kind in zip(links[0::4], links[1::4], links[2::4], strict=False) if sign in "@~&$"
                ]
                sets[_kind(fields[2]), fields[0]] = [lemma for lemma in lemmas if lemma.isalpha()], near
    found: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for (kind, _), (lemmas, _near) in sets.items():
        for one in lemmas:
            found[one, kind].update((other, "synonym") for other in lemmas if other != one)
    for (kind, _), (lemmas, near) in sets.items():
        for other in (lemma for place in near if place[0] == kind and place in sets for lemma in sets[place][0]):
            for one in lemmas:
                if one != other:
                    found[one, kind].setdefault(other, "relative")
                    found[other, kind].setdefault(one, "relative")
    return found


def _kind(letter: str) -> str:
    return "a" if letter == "s" else letter


def _inflected(lemma: str, kind: str) -> Mapping[str, tuple[str, ...]]:
    from lemminflect import getAllInflections

    return getAllInflections(lemma, upos=KINDS[kind]) or {"": (lemma,)}


def _forms(lemmas: dict[tuple[str, str], dict[str, str]], numbers: Mapping[str, int]) -> dict[str, dict[str, str]]:
    """The relations of lemmas told of their forms."""
    inflected = {key: _inflected(*key) for key in lemmas}
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (lemma, kind), others in lemmas.items():
        for other, relation in others.items():
            for one, two in _in_step(inflected[lemma, kind], inflected.get((other, kind), {})):
                fits = one != two and one in numbers and two in numbers and min(len(one), len(two)) > 2
                if fits and (relation == "synonym" or two not in found[one]):
                    found[one][two] = relation
    return found


def _in_step(ours: Mapping[str, tuple[str, ...]], others: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for tag, forms in ours.items():
        for form in forms:
            yield from ((form, other) for other in others.get(tag, ())[:1])


def _by_hand(folder: Path, numbers: Mapping[str, int]) -> Put:
    """The words of the hand-written lists, and what each is put for, in all forms."""
    found: Put = defaultdict(Counter)
    for name in ("substitutes.txt", "plain-synonyms.txt", "machine-synonyms.txt"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            original, colon, substitutes = line.partition(":")
            if not colon or line.startswith("#") or not original.isalpha():
                continue
            for substitute in filter(str.isalpha, substitutes.split()):
                for kind in KINDS:
                    for one, two in _in_step(_inflected(substitute, kind), _inflected(original, kind)):
                        if one != two and one in numbers and two in numbers:
                            found[one][two] = 1
    return found


def _puts(forms: dict[str, dict[str, str]], by_hand: Put, chances: Mapping[str, float]) -> Put:
    """For each word what it may be put for, and how likely the original is to be replaced by just this word."""
    layers: list[tuple[float, Mapping[str, Iterable[str]]]] = [
        (
            SHARES["synonym"],
            {word: [other for other, relation in others.items() if relation == "synonym"] for word, others in forms.items()},
        ),
        (SHARES["relative"], forms),
        (SHARES["hand"], by_hand),
    ]
    found: Put = defaultdict(Counter)
    for share, layer in layers:
        choices = Counter(original for originals in layer.values() for original in originals)
        for word, originals in layer.items():
            for original in originals:
                if chances[original] > COMMONEST_RARE:
                    found[word][original] += share / choices[original]
    return found


def _likeliest(originals: Counter[str], chances: Mapping[str, tuple[float, float]]) -> list[tuple[str, float]]:
    return sorted(originals.items(), key=lambda item: (-item[1] * 10 ** chances[item[0]][0], item[0]))[:MOST_ORIGINALS]
