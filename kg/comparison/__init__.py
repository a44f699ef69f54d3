"""What was promised held against what was reached: targets and projects through the years."""
