"""PyLiveQuestions in a kernel: rooms and seats as Python objects, and their views in notebooks."""
