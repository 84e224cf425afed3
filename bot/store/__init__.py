"""RULE: the only package with SQL. Takes and gives core values, never rows."""
