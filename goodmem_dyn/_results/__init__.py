"""Answers on their way in: values, errors, pages, streams and the results that people hold."""
