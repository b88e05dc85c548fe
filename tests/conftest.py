"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

# On CI Hypothesis itself takes the profile "ci": the same examples every time. Here it looks for
# new ones, however slow the machine, and says how to have a failing one again.
settings.register_profile("here", deadline=None, print_blob=True)
if settings.get_current_profile_name() == "default":
    settings.load_profile("here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden folders anew")
