"""A connection whose request must be there in time: uvicorn waits for its headers as long as a sender likes (the Slowloris attack)."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds from the beginning of a connection, or from the first byte of a further request, to the end of its headers.
PATIENCE = 10.0


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, closed where the headers of a request are not there in time."""

    patience: float = PATIENCE
    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The time runs from here."""
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        """It stops when the headers are whole, and runs again when a next request begins."""
        if self.conn.their_state is h11.IDLE:
            self._start()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for."""
        self._stop()
        super().connection_lost(exc)

    def _start(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(self.patience, self.transport.close)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
