#!/bin/bash
# A crawl in parts, one task of an array for each: sbatch --export=ALL,CRAWL=/shared/crawl examples/cluster/slurm.sh
# The parts are folders $CRAWL/part-00000, part-00001, … with any files that repair reads.
#SBATCH --job-name=repair
#SBATCH --array=0-99
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=500M
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --signal=TERM@60
set -euo pipefail

cd "${CRAWL:?names the folder of the crawl}/$(printf 'part-%05d' "$SLURM_ARRAY_TASK_ID")"
mkdir -p .repair # makes the part a project: its own journal, its own lock

what=(. --field text --rejects .repair/rejects.jsonl)
last=$(repair runs)
case ${last%%$'\n'*} in
*"--resume"*) what=(--resume) ;; # requeued, or out of time: go on where it stopped
esac

# exec: SIGTERM reaches repair, which ends in good order. Exit code 0: done; 2: something could not be read, and is named.
exec repair apply "${what[@]}" --jobs "${SLURM_CPUS_PER_TASK:-1}" --statistics --exit-zero
