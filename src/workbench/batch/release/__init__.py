"""What is published of a batch: approved pages, checked, with where they come from."""
