"""What an article is, and the readers of its forms: plain text, pages, PDF files, Word files, feeds, statements."""
