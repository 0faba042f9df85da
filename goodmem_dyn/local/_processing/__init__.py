"""Background work: the job queue, its workers, and documents to text to chunks."""
