"""Telemetry: spans and metrics of calls, after OpenTelemetry's conventions for generative AI.

Rules: nothing here is imported until telemetry is turned on. Which calls are told of, and as what, is found by
structure. What people store and ask is content, and is told only when that is asked for.
"""
