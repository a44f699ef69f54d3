"""One module a form of files that are no plain text: its bytes or text in, a Document out."""
