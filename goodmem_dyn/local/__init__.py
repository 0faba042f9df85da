"""An embedded GoodMem server: the same REST API, from the same document, in this process."""
