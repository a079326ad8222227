"""A whole lesson on one machine, to try: a server of its own, notebooks, a simulated class."""
