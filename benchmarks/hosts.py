"""How well `repair learn` tells the lines of pages from those of articles: `python benchmarks/hosts.py [HOSTS [PAGES [SEED]]]`.

A corpus of invented sites is made (default: 20 of 50 pages). Each site plants its own lines on a share of its pages; and there is
what only looks like such lines: bylines, credits, datelines, headings and quotations that come again, stories that stand on several
pages. Printed as JSON: how many of the planted lines are learnt, what else is, what taking out all that is found does to the
articles, the time and the most memory it took.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

PAPERS = (
    "Dunmarsh Argus;Eldwick Courier;Tarn Review;Velm Post;Brede Herald;Lund Mercury;Sound Gazette;Quill Tribune;Marbury Echo;"
    "Fenwick Star;Orrin Times;Skaw Ledger;Hallin Observer;Weir Chronicle;Tolland Mail;Ness Standard;Corrie Dispatch;Alder Record;"
    "Strand Journal;Moss Bulletin"
).split(";")
_PEOPLE = (
    "Ada Holm,Per Aas,Ilsa Marrow,Tom Quill,Nora Fenn,Jon Velm,Edda Stroud,Karl Ness,Mina Brandt,Otto Skaw,Lena Rusk,Sven Alder".split(",")
)
_TOWNS = "Dunmarsh,Eldwick,Lund,Marbury,Velm,Skaw,Hallin,Tolland,Orrin,Corrie".split(",")
_WHO = (
    "the harbour master,a miller,two fishermen,the school board,the ferry company,a teacher,the town clerk,three bakers,the choir,"
    "the court,a farmer,the museum,the fire brigade,the bridge keeper,a nurse,the water board"
).split(",")
_DID = (
    "reopened,sold,inspected,painted,lost,found,defended,measured,abandoned,rebuilt,insured,praised,refused,counted,lent,blocked"
).split(",")
_WHAT = (
    "the old weir,a stone bridge,the north quay,forty lamps,the bell of the chapel,a brick kiln,the tide tables,a field of barley,"
    "the village hall,the salt works,nine rowing boats,the eastern sluice,a row of cottages,the ice house,the signal tower,a coal barge"
).split(",")
_WHY = (
    "after the storm had passed,because the council had asked for it,although the money was short,while the tide was out,"
    "before the new law came into force,since nobody else would,as the winter drew near,when the inspectors had gone"
).split(",")
_HEADINGS = ("What we know", "Why it matters", "What happens next", "The background")

HEAD = ("Skip to the article", "Listen to this page", "The {paper}, read on every quay", "Updated {n} hours ago", "Open the menu")
BODY = ("ADVERTISEMENT", "Story continues below", "Read the {paper} for less: subscribe today.", "Click here to hear the {paper} podcast")
TAIL = (
    "Follow the {paper} on every channel you like",
    "{n} comments",
    "Sign up for the {paper} newsletter and read it over breakfast",
    "The {paper} is printed on the quay and delivered by boat before seven.",
    "© 2026 {paper}. All rights reserved.",
    "Most read in the {paper} this week",
    "Share this page with a friend",
    "Report a mistake on this page",
    "Privacy policy and cookie settings",
    "Download our app for the tide tables",
)
SHARES = (1.0, 1.0, 0.8, 0.6, 0.4, 0.3)


class Site(NamedTuple):
    """A host, and the lines it plants as they are written down: with {n} for a number."""

    host: str
    lines: tuple[str, ...]


class Page(NamedTuple):
    """A page with its text, and the text without what was planted."""

    host: str
    url: str
    text: str
    own: str


def sentence(dice: random.Random) -> str:
    """One of some hundred thousand sentences."""
    day = dice.choice("Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday".split(","))
    who, did, what, why = (dice.choice(some) for some in (_WHO, _DID, _WHAT, _WHY))
    return f"In {dice.choice(_TOWNS)} {who} {did} {what} on {day} {why}, said {dice.choice(_PEOPLE)}, {dice.randint(21, 88)}."


def story(dice: random.Random, paper: str) -> list[str]:
    """The lines of an article, with what comes again on many pages and is its own all the same."""
    town = dice.choice(_TOWNS)
    paragraphs = [" ".join(sentence(dice) for _ in range(dice.randint(1, 3))) for _ in range(dice.randint(4, 9))]
    lines = [f"{town} waits for {dice.choice(_WHAT)}", paragraphs[0], *paragraphs[1:]]
    if dice.random() < 0.5:
        lines.insert(1, f"By {dice.choice(_PEOPLE[:3])}")
    if dice.random() < 0.5:
        lines.insert(2, f"{dice.choice(_PEOPLE[:2])}/{paper} Pictures")
    if dice.random() < 0.4:
        lines[-1] = f"{town.upper()} ({paper.split()[0]}) — {lines[-1]}"
    for heading in dice.sample(_HEADINGS, dice.randint(0, 2)):
        lines.insert(dice.randint(3, len(lines) - 1), heading)
    if dice.random() < 0.3:
        lines.insert(dice.randint(3, len(lines) - 1), "“We have always lived with the sea, and the sea has always lived with us.”")
    return lines


def corpus(hosts: int = 20, pages: int = 50, seed: int = 1) -> tuple[list[Site], Iterator[Page]]:
    """The sites, and their pages one after the other."""
    dice = random.Random(seed)
    sites = []
    for number in range(hosts):
        planted = dice.sample(HEAD, 2) + dice.sample(BODY, 2) + dice.sample(TAIL, 5)
        sites.append(Site(f"{PAPERS[number % len(PAPERS)].replace(' ', '-').lower()}-{number}.example", tuple(planted)))
    return sites, _pages(sites, pages, dice)


def _pages(sites: list[Site], pages: int, dice: random.Random) -> Iterator[Page]:
    for number, site in enumerate(sites):
        paper = PAPERS[number % len(PAPERS)]
        shares = {line: dice.choice(SHARES) for line in site.lines}
        again: list[str] = []
        for page in range(pages):
            own = story(dice, paper)
            if page % 10 == 3:
                again = own
            elif page % 10 in (4, 5, 6) and again:  # the same story on another page, with another paragraph
                own = [*again[:-1], sentence(dice)]
            yield _page(site, page, paper, own, shares, dice)


def _page(site: Site, number: int, paper: str, own: list[str], shares: dict[str, float], dice: random.Random) -> Page:
    def shown(lines: tuple[str, ...]) -> list[str]:
        chosen = [line for line in lines if line in shares and dice.random() < shares[line]]
        return [line.format(paper=paper, n=dice.randint(2, 40)) for line in chosen]

    body = list(own)
    for line in shown(BODY):
        body.insert(dice.randint(min(4, len(body) - 1), len(body) - 1), line)
    text = "\n\n".join([*shown(HEAD), *body, *shown(TAIL)]) + "\n"
    return Page(site.host, f"https://www.{site.host}/{number}.html", text, "\n\n".join(own) + "\n")


def measured(hosts: int, pages: int, seed: int) -> dict[str, Any]:
    """Learn from the corpus with the command, then take out all that is found."""
    from repair.engine.settle import by_safety, settle
    from repair.rulebook.book import Book, rule_book
    from repair.rulebook.profile import read_profiles
    from repair.text.article import Article
    from repair.text.lineform import line_form

    sites, made = corpus(hosts, pages, seed)
    with tempfile.TemporaryDirectory() as folder:
        crawl, profile = Path(folder, "crawl.jsonl"), Path(folder, "profile.yaml")
        with crawl.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"url": page.url, "text": page.text}, ensure_ascii=False) + "\n" for page in made)
        started = time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        command = [sys.executable, "-m", "repair", "learn", "--host-field", "url", "-o", profile, crawl]
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - started
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        learnt = read_profiles([str(profile)]).hosts
        rule = rule_book(profile=profile).by_id["host-line"]
    planted = {
        (site.host, line_form(line.format(paper=PAPERS[at % len(PAPERS)], n=7))) for at, site in enumerate(sites) for line in site.lines
    }
    found = {(host, form) for host, lines in learnt.items() for form in lines}
    book = Book([rule])
    whole = damaged = left = lines = 0
    for page in corpus(hosts, pages, seed)[1]:
        after = settle(Article(page.text, host=page.host), book, by_safety("review")).after
        own = page.own.split("\n\n")
        kept = after.split("\n\n")
        whole += 1
        lines += len(page.text.split("\n\n")) - len(own)
        left += len(kept) - len(own)
        damaged += bool(Counter(line.strip() for line in own) - Counter(line.strip() for line in kept))
    return {
        "pages": whole,
        "planted": len(planted),
        "learnt": len(found & planted),
        "recall": round(len(found & planted) / len(planted), 3),
        "wrong": sorted(f"{host}: {form}" for host, form in found - planted),
        "missed": sorted(f"{host}: {form}" for host, form in planted - found),
        "lines_on_pages": lines,
        "lines_left": left,
        "articles_that_lost_a_line": damaged,
        "seconds": round(seconds, 2),
        "memory_mb": memory,
    }


if __name__ == "__main__":
    wanted = [int(argument) for argument in sys.argv[1:]]
    print(json.dumps(measured(*wanted, *[20, 50, 1][len(wanted) :]), indent=1))
