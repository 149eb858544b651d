"""How dates are written, per language; Django's own ways hold where there is nothing here."""
