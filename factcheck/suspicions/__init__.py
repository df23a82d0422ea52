"""Suspicions: alternative readings of a sum that a slip would give, one small pure function each, by family.

operations   the right figures, the wrong sum          figures   the right sum, the wrong figures
writing      the right figure, badly written           wording   the right figure, in words too strong

`diagnosis.py` holds the table of their order.
"""
