"""Reading a document: schemas, names, and the frozen records that everything else is made from."""
