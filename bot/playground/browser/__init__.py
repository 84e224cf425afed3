"""RULE: what stands in the local Slack, as safe HTML. Nothing here asks another machine."""
