"""Puts a copy of the public plans into the wheel, for `bptip status` in a folder without plans.

An editable install gets no copy: it reads the plans of the source tree, which are always current.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundledPlans(BuildHookInterface[Any]):
    """Adds the folder plans/ to a wheel, as bptip/plans/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the folder, unless the install is editable."""
        if version != "editable":
            build_data["force_include"]["plans"] = "bptip/plans"
