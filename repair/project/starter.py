"""What `repair init` writes: a settings file that says every key with its default, and a file for each CI host."""

from __future__ import annotations

import json

from repair.project.config import KEYS, Settings

ABOUT = {
    "rules": "Rule files of your own beside the built-in ones; paths start from this file.",
    "include": "Which files of a folder are articles. A file that is named is always read.",
    "field": "Where in records (JSON Lines, JSON, CSV, TSV) articles stand: names, dotted where they lie deeper. "
    'Set, such files of a folder are read too; one that is named is read in any case, by its field "text" unless set.',
    "host-field": "The field of a record that tells by an address or a name which site its article comes from. Unset, the folder does.",
    "profile": "Files that `repair learn` wrote: lines of the pages of these sites are found as well.",
    "exclude": 'Which of these are left out: a name such as "draft-*.txt", or a way from here such as "archive/**".',
    "select": "Run only these rules or packs (`repair rules` lists them). Nothing means all.",
    "ignore": "Rules or packs to leave out.",
    "safety": 'How sure a fix must be: "safe" or "review". Unset, `repair apply` takes safe ones and `repair diff` shows both.',
    "fail-on": 'From which severity on a finding makes a run fail: "info", "warning" or "error".',
    "max-size": "Larger articles are refused.",
    "language": '"auto" skips articles that are not English, "en" takes all for English.',
    "encoding": "How the articles are encoded. A byte-order mark goes before it.",
    "brake": "An article is left for review when more than this share of its words would change. Unset, 0.3 for safe fixes, else 0.8.",
    "preview": "Run new rules too, whose findings may still change much.",
    "baseline": "Old findings that `repair lint` knows and does not report; `repair lint --update-baseline` writes the file.",
    "suppress": "Findings that are right as they are: each a [[suppress]] table with a reason and rule, path, text or key; "
    "`repair ignore KEY` adds one.",
    "terms": "Names and house terms in which nothing is damage.",
    "dictionaries": "Files with more of them, one a line.",
}
"""What the file says about each key; a test fails when one is missing."""

_HEAD = """\
# Settings of repair for this folder and the folders below it. Every key stands here with its default: take the # away
# to change it. `repair rules` and `repair explain RULE` say what is looked for.
"""


def settings() -> str:
    """The text of a `repair.toml` that changes nothing yet."""
    parts = [_HEAD]
    for key in KEYS:
        about = f"# {ABOUT[key]}\n" if key in ABOUT else ""
        parts.append(f"\n{about}# {key} = {_value(key)}\n")
    return "".join(parts)


def _value(key: str) -> str:
    default = Settings._field_defaults[key.replace("-", "_")]
    if key == "safety":
        return '"safe"'
    if key == "brake":
        return "0.3"
    if key == "max-size":
        return f'"{default // 1_000_000}MB"'
    return json.dumps(list(default) if isinstance(default, tuple) else default)


_GITHUB = """\
# Looks for damage that a pull request brings in, or that stands in any article after a push, and shows it beside the lines;
# what GitHub has no room for stands in the summary of the job. The page with all of it is kept with the run.
name: articles
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  repair:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Install repair
        run: python3 -m pip install --quiet --disable-pip-version-check 'article-repair[markdown]'
      - name: Look for damage
        env:
          BASE: ${{ github.base_ref }}
        run: repair lint ${BASE:+"--changed-since=origin/$BASE"} --format github --format "html=$RUNNER_TEMP/repair.html"
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: repair
          path: ${{ runner.temp }}/repair.html
"""

_GITLAB = """\
# Looks for damage in the articles. GitLab compares all findings with those of the target branch (Code Quality); the job
# fails, and its tests (JUnit) tell, only for what a merge request brings in.
repair:
  image: python:3.12
  variables:
    GIT_DEPTH: 0
  script:
    - python3 -m pip install --quiet --disable-pip-version-check 'article-repair[markdown]'
    - repair lint --exit-zero --format gitlab=gl-code-quality-report.json
    - >-
      repair lint ${CI_MERGE_REQUEST_DIFF_BASE_SHA:+"--changed-since=$CI_MERGE_REQUEST_DIFF_BASE_SHA"}
      --format text --format junit=repair.xml
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: repair.xml
"""

_JENKINS = """\
// Looks for damage that a pull request brings in (CHANGE_TARGET: multibranch pipelines), else in all articles; each finding is
// a failed test. With the Warnings plugin, take the line recordIssues in as well: it shows findings beside the lines.
pipeline {
    agent any
    stages {
        stage('Articles') {
            steps {
                sh 'python3 -m venv .venv'
                sh '.venv/bin/pip install --quiet --disable-pip-version-check "article-repair[markdown]"'
                sh '.venv/bin/repair lint ${CHANGE_TARGET:+"--changed-since=origin/$CHANGE_TARGET"} \
--format text --format junit=repair.xml --format checkstyle=repair-checkstyle.xml'
            }
            post {
                always {
                    junit 'repair.xml'
                    // recordIssues tools: [checkStyle(pattern: 'repair-checkstyle.xml')]
                }
            }
        }
    }
}
"""

CI = {
    "github": (".github/workflows/repair.yml", _GITHUB),
    "gitlab": (".gitlab-ci.yml", _GITLAB),
    "jenkins": ("Jenkinsfile", _JENKINS),
}
"""Of each host the file it reads, and what stands in it."""
