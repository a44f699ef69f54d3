"""Many reports: each is prepared once, on all cores, and kept; the outputs are put together from what is kept."""
