"""Run the program as ``python -m overeenkomstgen``."""

from overeenkomstgen.cli import main

main()
