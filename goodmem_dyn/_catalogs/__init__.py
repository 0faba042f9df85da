"""Where catalogs come from: the document in the package, and documents given at run time."""
