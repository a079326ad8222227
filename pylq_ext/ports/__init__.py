"""What the service needs from the world, named after the need."""
