"""A prompt whose profile keeps silent about what isn't known of the person."""

import re
from typing import Final

from learning.sample import Sample

_PROFILE: Final = re.compile(r"\A<profile>\n.*?^</profile>\n", re.DOTALL | re.MULTILINE)
_UNDEFINED: Final = re.compile(r"^\w+: undefined\n", re.MULTILINE)


def without_undefined(sample: Sample) -> Sample:
    """The sample without the undefined slots, which stand before all of its lines."""
    profile = _PROFILE.match(sample.text)
    known = _UNDEFINED.sub("", profile[0]) if profile else ""
    cut = len(profile[0]) - len(known) if profile else 0
    return Sample(
        id=sample.id,
        skill=sample.skill,
        text=known + sample.text[len(known) + cut :],
        targets=tuple((start - cut, end - cut) for start, end in sample.targets),
    )
