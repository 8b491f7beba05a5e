"""What people write, read: pure functions that know no database."""
