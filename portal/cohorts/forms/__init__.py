"""What instructors and learners type about cohorts and assignments."""
