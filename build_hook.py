"""Puts a copy of the public plans into the wheel, for `bptip status` where there are no others.

An editable install gets none: there the source tree's own plans are read, which can't go stale.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundledPlans(BuildHookInterface[Any]):
    """Adds the folder plans/ to a wheel, as bptip/plans/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folder, unless the install is editable."""
        if version != "editable":
            build_data["force_include"]["plans"] = "bptip/plans"
