"""The kinds of damage the built-in rules cover: classes and their items. A built-in rule names its items under `items`."""

from __future__ import annotations

_LEFTOVERS = (
    "heading",
    "label",
    "promo",
    "share bar",
    "byline",
    "timestamp",
    "newsletter or app prompt",
    "wire sign-off",
    "related-story line",
)

TAXONOMY: dict[str, tuple[str, ...]] = {
    "credits and captions": ("duplicated credit", "glued credit or caption", "residual credit or caption"),
    "leftovers on their own line": _LEFTOVERS,
    "leftovers inside or glued to a paragraph": tuple(f"{item}, inside a paragraph" for item in _LEFTOVERS),
    "repeated text": (
        "repeated word",
        "repeated phrase",
        "repeated sentence",
        "repeated paragraph",
        "headline as first line",
        "near-duplicate caption",
    ),
    "enumerations": ("doubled item",),
    "missing words": ("missing head", "sentence cut off"),
    "encoding": ("mojibake", "entity", "zero-width or control character", "wrong no-break space"),
    "spacing and joins": (
        "glued sentences",
        "lost space at punctuation",
        "extra space at punctuation",
        "broken number",
        "line-wrap hyphen",
    ),
    "quotes and brackets": ("unbalanced quote or bracket", "attribution break", "mixed quote styles"),
    "punctuation": ("doubled punctuation", "missing punctuation at paragraph end"),
    "markup residue": ("tag", "Markdown", "shortcode", "script or style text", "tracking address"),
    "grammar": ("agreement", "wrong article", "doubled function word", "tense clash", "wrong word"),
    "spun wording": ("spun phrase",),
    "consistency": ("name spelt two ways", "US and UK spelling mixed", "number said twice differently"),
}

ITEMS = tuple(item for items in TAXONOMY.values() for item in items)
