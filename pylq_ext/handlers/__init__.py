"""HTTP and WebSocket: read, call the service, answer, translate the error."""
