"""The examples for clusters do what they say: their shell steps are run as the schedulers run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

FILES = Path(__file__).resolve().parents[2] / "examples" / "cluster"
PART = "part-00003"

pytestmark = pytest.mark.needs("posix")


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    (tmp_path / "repair.toml").write_text('select = ["advert-label"]\n')
    part = tmp_path / PART
    part.mkdir()
    rows = [{"id": number, "text": f"The ferry sailed at {number}.\n\nADVERTISEMENT\n\nIt was full."} for number in range(3)]
    for name in ("a.jsonl", "b.jsonl"):
        (part / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(command, env={**os.environ, "PATH": path, **environment}, capture_output=True, text=True, check=False)


def slurm(crawl: Path) -> subprocess.CompletedProcess[str]:
    return run(["bash", str(FILES / "slurm.sh")], CRAWL=str(crawl), SLURM_ARRAY_TASK_ID="3", SLURM_CPUS_PER_TASK="2")


def kubernetes(crawl: Path) -> subprocess.CompletedProcess[str]:
    job: dict[str, Any] = yaml.safe_load((FILES / "kubernetes.yaml").read_text(encoding="utf-8"))
    (container,) = job["spec"]["template"]["spec"]["containers"]
    environment = {one["name"]: one["value"] for one in container["env"]}
    assert environment["CRAWL"] == container["volumeMounts"][0]["mountPath"]
    return run([*container["command"], *container["args"]], **{**environment, "CRAWL": str(crawl), "JOB_COMPLETION_INDEX": "3"})


@pytest.mark.parametrize("task", [slurm, kubernetes])
def test_a_task_does_its_part_and_goes_on_when_it_was_stopped(crawl: Path, task: Any) -> None:
    part = crawl / PART
    before = (part / "b.jsonl").read_bytes()
    done = task(crawl)
    assert done.returncode == 0, done.stderr
    assert "6 fixes made in 6 of 6 articles" in done.stdout
    assert (part / ".repair" / "rejects.jsonl").read_text() == ""
    (journal,) = (part / ".repair" / "runs").glob("*.jsonl")
    lines = [line for line in journal.read_text().splitlines() if '"end"' not in line and "b.jsonl" not in line]
    journal.write_text("\n".join(lines) + "\n")  # as if the task had been killed between the two
    (part / "b.jsonl").write_bytes(before)
    done = task(crawl)
    assert done.returncode == 0, done.stderr
    assert "1 file done before, 1 to go" in done.stderr
    assert "ADVERTISEMENT" not in (part / "b.jsonl").read_text()
    assert "0 fixes made" in task(crawl).stdout
    shutil.rmtree(part)
    assert task(crawl).returncode not in (0, 2), "a task without a part is a failure of the scheduler's making"


def test_the_job_is_one_that_kubernetes_takes() -> None:
    job = yaml.safe_load((FILES / "kubernetes.yaml").read_text(encoding="utf-8"))
    spec = job["spec"]
    assert (job["apiVersion"], job["kind"], spec["completionMode"]) == ("batch/v1", "Job", "Indexed")
    pod = spec["template"]["spec"]
    assert pod["restartPolicy"] == "Never", "what podFailurePolicy and backoffLimitPerIndex ask for"
    assert {mount["name"] for mount in pod["containers"][0]["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
    assert [rule["action"] for rule in spec["podFailurePolicy"]["rules"]] == ["FailIndex", "Ignore"]
