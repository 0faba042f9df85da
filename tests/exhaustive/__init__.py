"""Every path of a call, tried."""
