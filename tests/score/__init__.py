"""How well texts are cleaned, in figures: `python3 build.py score`.

Two sets, kept apart because they prove different things. The simulated pages
share the program's own model of the damage, so they show consistency, and what
becomes of the rest of a page. The wild texts were met on public pages and read
by hand: only they say how good the model is.
"""
