"""Measures this client beside its peers, in one run, on one machine.

Rules: every measurement runs in a fresh process; clients take turns within every round; every answer is checked;
the figure that counts is CPU time of the client process; what is compared is the ratio to the published client.
"""
