"""RULE: the verbs. One transaction, the clock read once, core decides, store saves. No Slack."""
