"""Heed: nudges whoever lets a customer wait or a promise slip."""
