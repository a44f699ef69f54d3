"""A connection whose request must be there in time, and whose answer must be taken: uvicorn waits for both as long as the other likes."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds from the beginning of a connection, or from the first byte of a further request, to the end of its headers.
PATIENCE = 10.0
# Seconds in which some of an answer must be taken.
TAKING = 20.0


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, closed where the headers of a request do not come, or an answer is not taken, in time."""

    patience: float = PATIENCE
    taking: float = TAKING
    _clock: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

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
        self._taken()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """More is to be sent than the reader has taken; some of it must go."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """The reader has taken what there was."""
        self._taken()
        super().resume_writing()

    def _watch(self, left: int) -> None:
        self._taken()
        self._stuck = self.loop.call_later(self.taking, self._look, left)

    def _look(self, before: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left < before:
            self._watch(left)
        else:
            self.transport.abort()

    def _taken(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _start(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(self.patience, self.transport.close)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
