"""How Recert looks and reads: the layout, the parts of pages, and how dates and amounts are written."""
