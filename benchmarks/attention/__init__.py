"""RULE: people and rivals are a model; whom Heed nudges, and when, is Heed's own code."""
