"""RULE: everything runs, nothing leaves the machine. A Slack that speaks the real protocol."""
