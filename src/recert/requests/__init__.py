"""What candidates ask of staff, and what anybody reports."""
