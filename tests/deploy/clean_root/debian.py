"""A root of Debian's own packages, in place of the base image that the Dockerfile names."""

import csv
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

RELEASES: Final = Path("/usr/share/distro-info/debian.csv")
_FROM = re.compile(r"^ARG DEBIAN=debian:(\d+)\.\d+-slim$", re.MULTILINE)
_APT: Final = Path("/etc/apt")
_AUTHORITIES: Final = Path("usr/local/share/ca-certificates")


def version(dockerfile: str) -> str:
    """Which Debian the base image is of, `12`, say."""
    found = _FROM.search(dockerfile)
    if found is None:
        raise ValueError("the Dockerfile's base image is no Debian of a known form")
    return found[1]


def codename(of: str) -> str:
    """Debian 12 is `bookworm`. Needs the package distro-info-data, which debootstrap needs too."""
    with RELEASES.open() as file:
        names = {row["version"]: row["series"] for row in csv.DictReader(file)}
    return names[of]


def make_root(root: Path, release: str, log: Path) -> None:
    """What debootstrap makes, and the mirrors and authorities of this machine."""
    with log.open("wb") as told:
        subprocess.run(  # noqa: S603 our own words only
            ["debootstrap", "--variant=minbase", release, str(root)],  # noqa: S607 root's own
            stdout=told,
            stderr=subprocess.STDOUT,
            check=True,
        )
    if _own_codename() == release:
        _lend_mirrors(root)
    authorities = root / _AUTHORITIES
    authorities.mkdir(parents=True, exist_ok=True)
    for one in (Path("/") / _AUTHORITIES).glob("*.crt"):
        shutil.copy(one, authorities)
    # As in Debian's images: what apt has fetched stays in no layer.
    (root / "etc/apt/apt.conf.d/docker-clean").write_text(
        'APT::Keep-Downloaded-Packages "false";\n'
    )
    for fetched in (root / "var/cache/apt/archives").glob("*.deb"):
        fetched.unlink()
    for listed in (root / "var/lib/apt/lists").glob("*_*"):
        listed.unlink()


def _own_codename() -> str:
    release = Path("/etc/os-release").read_text()
    found = re.search(r"^VERSION_CODENAME=(.*)$", release, re.MULTILINE)
    return found[1] if found else ""


def _lend_mirrors(root: Path) -> None:
    """Debootstrap names one mirror, without the security fixes that Debian's images know."""
    listed = root / "etc/apt"
    (listed / "sources.list").unlink(missing_ok=True)
    for name in ("sources.list", "sources.list.d/debian.sources"):
        if (_APT / name).is_file():
            (listed / name).parent.mkdir(exist_ok=True)
            shutil.copy(_APT / name, listed / name)
