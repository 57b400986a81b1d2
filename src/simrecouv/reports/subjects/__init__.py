"""What a report speaks of: a study, a diagnosis, one customer; they hold numbers, no page."""
