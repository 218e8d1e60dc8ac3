"""A real browser, for pages that must work from a disk and ask nobody for anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"needs a browser: install Chromium (looked for {', '.join(BROWSERS)})")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a file as a double click does; whatever it asks of a network, and whatever fails in it, fails the test."""
    contexts, troubles = [], []

    def open_file(path: Path, place: str = "", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", lambda request: troubles.append(request.url) if asks(request.url) else None)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        context.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page = context.new_page()
        page.goto(path.as_uri() + place)
        return page

    def asks(address: str) -> bool:
        return not address.startswith(("file:", "blob:", "data:", "about:"))

    yield open_file
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def until() -> Callable[..., Any]:
    """Wait for an expression to hold; the pages' own rules forbid playwright's way, which evaluates a string."""

    def wait(page: Page, expression: str, patience: float = 10) -> Any:
        for _ in range(int(patience / 0.02)):
            value = page.evaluate(expression)
            if value:
                return value
            page.wait_for_timeout(20)
        raise AssertionError(f"never came true: {expression}")

    return wait
