"""RULE: the door people come through. Read the payload, call a verb, say the message."""
