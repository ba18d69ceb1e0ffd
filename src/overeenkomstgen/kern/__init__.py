"""What the users talk about: municipalities, convenant, documents, what happened to them.

All of it is pure: values and rules, without files, clock, processes or screen.
"""
