"""Weights and tokenizer of WordLlama, as files beside this one: ``weights/`` and ``tokenizers/``."""
