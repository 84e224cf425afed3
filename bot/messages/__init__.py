"""RULE: pure. Core values in, Block Kit out."""
