"""What people confirm, correct or withdraw of the rows."""
