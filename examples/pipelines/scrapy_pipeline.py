"""An item pipeline for Scrapy: `ITEM_PIPELINES = {"scrapy_pipeline.RepairPipeline": 300}` in the settings of the project.

`REPAIR_FIELDS` in the settings names the fields that hold articles (default: `text`). What a person should look at goes to the log.
"""

from __future__ import annotations

import logging
from typing import Any

import repair

log = logging.getLogger(__name__)


class RepairPipeline:
    """Makes the safe fixes in every item."""

    def __init__(self, fields: list[str]) -> None:
        self.fields = fields

    @classmethod
    def from_crawler(cls, crawler: Any) -> RepairPipeline:
        return cls(crawler.settings.getlist("REPAIR_FIELDS", ["text"]))

    def process_item(self, item: Any, spider: Any = None) -> Any:
        for field in self.fields:
            if item.get(field):
                item[field] = repair.repair(item[field])
                for finding in repair.check(item[field]):
                    log.info("%s: %s: %s", item.get("url", "?"), finding.rule.id, finding.message)
        return item
