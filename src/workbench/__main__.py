"""So that `python -m workbench` is the command."""

from workbench.cli import main

if __name__ == "__main__":
    main()
