"""The local page: texts in, findings out, in a browser on this machine and for nobody else."""
