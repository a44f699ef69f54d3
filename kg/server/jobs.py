"""What passes between the server and the processes that answer: a question with its limits, an answer or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one question, and all together, may take.

    Attributes:
        seconds: wall-clock time of a question; then its process is killed.
        megabytes: memory that a question may take beyond what its process has at rest (not enforced on Windows).
        rows: rows or triples of an answer; what is beyond is cut, and the cut is said.
        workers: questions answered at the same time.
        waiting: questions that may wait for a worker; further ones are refused at once.
        request_bytes: size of a request's body, and of a question.
        answer_bytes: size of an answer, as lines of TSV or N-Triples.
    """

    seconds: float = 10.0
    megabytes: int = 1024
    rows: int = 10_000
    workers: int = 2
    waiting: int = 64
    request_bytes: int = 256 * 1024
    answer_bytes: int = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Job:
    """A question to be answered in the form of a media type.

    Attributes:
        question: SPARQL query text.
        rows_as: media type for the answer of SELECT and ASK; empty if such an answer is not wanted.
        graph_as: media type for the answer of CONSTRUCT and DESCRIBE; empty if such an answer is not wanted.
        parameters: values of variables, bound and never pasted.
        default_graphs: IRIs of the graphs to ask (default-graph-uri of the protocol).
        named_graphs: IRIs of the graphs that GRAPH may name (named-graph-uri of the protocol).
    """

    question: str
    rows_as: str = ""
    graph_as: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Look:
    """What the explorer of the whole graph asks; answered as JSON.

    Attributes:
        what: `overview`, `search`, `around` or `evidence` (kg.server.excerpts tells what they answer).
        things: keys of things, such as ``region/500229``.
        typed: what is searched for.
        steps: how far from the things, 1 or 2.
        together: whether being named in one sentence counts as a tie.
        skip: how many sentences of the evidence were given before.
    """

    what: str
    things: tuple[str, ...] = ()
    typed: str = ""
    steps: int = 1
    together: bool = True
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as bytes of a media type.

    Attributes:
        body: the answer.
        media_type: of the body.
        cut: after how many rows or triples it was cut, 0 if it is whole.
        triples: how many a graph has.
    """

    body: bytes
    media_type: str
    cut: int = 0
    triples: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: an HTTP status and one sentence."""

    status: int
    sentence: str
