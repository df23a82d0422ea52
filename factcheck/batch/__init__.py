"""An archive checked on every core: texts of any number in, results in parts that are written whole or not at all.

    documents   what the inputs hold, one article or statement after the other, in an order that never changes
    plan        the documents cut into parts by what they are, so that a run that was stopped knows what is done
    work        one document checked: a pure function of text, store and settings
    local       the work on this machine's cores         cluster   on a Dask cluster
    folder      the parts, and what is kept of a run     tables    their form
    summary     what was found in all, counted           run       all of these in order

Nothing of how the work was spread (how many workers, which was killed) shows in what is written.
"""

from factcheck.batch.run import Run, run_batch
from factcheck.batch.work import Settings

__all__ = ["Run", "Settings", "run_batch"]
