"""Arbitrary documents and answers: every call ends in time, in little memory, with a result or an error of ours."""
