"""Bulk ingestion and export: whole folders and tables in, once, whatever happens; a space out again.

How it is built: `structure` finds the operations in the document; `sources`, `rows`, `tables` and `folders` read;
`items` gives an item its id; `plan` decides, `pace` paces, `batches` cuts, all three pure; `writing` has the calls, as
flows of the client; `ingestion`, `settling` and `exporting` are the runs, as generators of the effects in `effects`;
`drivers` drives a run for either client; `journal` is the cache on disk; `results` and `progress` tell; `api` is what
callers see.
"""
