"""The merge fields: what a template can use of a subject, what each means, and its value.

All of it is pure.

Gives: kolommen, onderwerp, periodevelden, veld, velden.
Uses: kern.
"""
