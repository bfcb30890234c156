"""The shop, which is kept out of training: how well an errand goes on a site never learned from.

Its phrases are for evaluation alone. `KEPT_OUT` in `learning.wishes.site` keeps what is played here
from being learned of.
"""
