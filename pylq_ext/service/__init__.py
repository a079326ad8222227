"""What a person can do, and what each role may see."""
