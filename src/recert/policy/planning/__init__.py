"""The cheapest ways to renew in time: `outlook` proposes, `assess` is the judge of every proposal."""
