"""RULE: the door time comes through. A trigger calls a verb, and decides nothing itself."""
