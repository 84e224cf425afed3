"""RULE: pure. No I/O, no clock, no logging; frozen values, plain functions; time is an argument."""
