"""What is made once with stand-ins for the values, and only filled in after that: queries, and pages."""
