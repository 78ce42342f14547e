"""Where things lie: what comes with the program, the user's data, and the program's settings."""

from __future__ import annotations

import sys
from pathlib import Path

APPLICATION = "eucles-desk"


def resources() -> Path:
    """Return the folder of what comes with the program.

    It lies beside the program when that is frozen, in the package when it was installed from a wheel, and beside the
    package in a checkout.
    """
    package = Path(__file__).resolve().parent.parent
    unpacked = getattr(sys, "_MEIPASS", None)  # PyInstaller's name for where it has put the program's files
    candidates = [package / "resources", package.parent / "resources"]
    if unpacked is not None:
        candidates.insert(0, Path(unpacked) / "resources")
    return next((folder for folder in candidates if folder.is_dir()), candidates[-1])


def languages(resources_dir: Path) -> Path:
    """Return the folder of the catalogues."""
    return resources_dir / "i18n"


def data_dir() -> Path:
    """Return the user's data folder on this computer; it does not roam, since it holds a database."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False, roaming=False)


def state_dir(chosen_data_dir: Path | None) -> Path | None:
    """Return the folder of what the program remembers on this computer besides data and settings.

    There is none for a data folder that was chosen: it may be on a stick, and nothing of it is left behind.
    """
    if chosen_data_dir is not None:
        return None
    from platformdirs import user_state_path

    return user_state_path(APPLICATION, appauthor=False, roaming=False)


def config_dir(chosen_data_dir: Path | None) -> Path:
    """Return the folder of the settings: the chosen data folder itself, or the platform's place for settings."""
    if chosen_data_dir is not None:
        return chosen_data_dir
    from platformdirs import user_config_path

    return user_config_path(APPLICATION, appauthor=False, roaming=False)
