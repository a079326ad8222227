"""The wire format: what hosts and clients say to each other, and nothing about how it travels."""
