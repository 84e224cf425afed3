"""RULE: the way out to Slack, and the only package that calls it."""
