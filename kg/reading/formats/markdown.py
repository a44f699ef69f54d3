"""Markdown files (CommonMark with tables)."""

from __future__ import annotations

import re

from kg.reading.document import Document
from kg.reading.extra import library
from kg.reading.formats import html

# What some tools write before the text: keys and values between two rules.
FRONT = re.compile(r"\A---\n(.{0,10000}?)\n(?:---|\.\.\.)\n", re.DOTALL)
TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)


def read(text: str, name: str) -> Document:
    """The text of a Markdown file, a line a paragraph where its lines are whole ones.

    Raises:
        ReadError: if the libraries are not installed.
    """
    front = FRONT.match(text)
    title = TITLE.search(front[1]) if front else None
    parser = library("markdown_it", name, "a Markdown file").MarkdownIt("commonmark", {"breaks": True}).enable("table")
    # Chinese paragraphs are indented; nobody means code by it
    parser.disable(["code", "lheading"])
    page = parser.render(text[front.end() :] if front else text)
    return html.read((f"<h1>{title[1]}</h1>" if title else "") + page, name)
