"""The server of `kg serve`."""
