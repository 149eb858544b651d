"""The program staff's pages."""
