"""The sans-I/O flow of a call: one exchange with retries and recovery, and what it tells of itself."""
