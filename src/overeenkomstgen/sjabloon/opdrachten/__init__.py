"""The tags of a template: their language, where they stand, and what is wrong with them.

:mod:`~overeenkomstgen.sjabloon.sjabloon` puts them to work on a Word file.
"""
