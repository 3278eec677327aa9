"""`python -m repair`."""

from repair.cli.main import run

if __name__ == "__main__":  # and not in the processes that begin with a copy of this module
    run()
