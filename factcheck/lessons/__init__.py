"""What a lesson is made of: slips, numbers written in their places, figures to look up, words that teach, and marking."""
