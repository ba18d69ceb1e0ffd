"""Everything that is wrong with a template, or will be once it is filled: a module for each kind.

Each module has a function that gives the findings of its kind; :mod:`.keuring` has them all.
"""
