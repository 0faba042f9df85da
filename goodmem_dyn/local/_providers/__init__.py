"""The models behind embedders, rerankers and LLMs: over HTTP, or built in."""
