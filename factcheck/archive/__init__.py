"""The archive over time: what is kept of findings, and what can be asked of it later without reading the articles again.

record    a finding as it is told and named, and the terms on which it was found
keeping   what is kept of a checked article
basis     what a sum rests on, so that it can be done again on other figures
recheck   all kept sums done again on the newest figures: what became wrong, what became right, what was revised
similar   earlier checks of the same claim, and the same slip elsewhere
replay    a finding found again from its record, byte for byte, or what differs
"""
