"""Every reported row has a test that fails when its mending is taken away: `python -m tests.red`.

Rules: a row names a place in the code, what stands there, what is put in its place, and the tests that then must fail.
Each is applied alone, in a copy of the tree; a test that still passes, or that cannot be collected, is told as a failure.
"""
