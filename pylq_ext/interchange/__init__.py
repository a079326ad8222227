"""Questions of other programs: read into records, and written as cells of a bank."""
