"""The forms that an article comes in beside plain text: pages, PDF files, Word files, feeds; each becomes one plain text."""
