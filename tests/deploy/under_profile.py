"""`python3 under_profile.py PROFILE COMMAND...`: runs a command under a seccomp profile.

For Debian's own Python: `python3-seccomp` is not on PyPI.
"""

import json
import os
import sys
from pathlib import Path

import seccomp

COMPARE = {"SCMP_CMP_EQ": seccomp.EQ, "SCMP_CMP_NE": seccomp.NE}

profile = json.loads(Path(sys.argv[1]).read_text())
rules = seccomp.SyscallFilter(seccomp.ERRNO(profile["defaultErrnoRet"]))
for rule in profile["syscalls"]:
    for name in rule["names"]:
        arguments = [
            seccomp.Arg(one["index"], COMPARE[one["op"]], one["value"])
            for one in rule.get("args", ())
        ]
        rules.add_rule(seccomp.ALLOW, name, *arguments)
rules.load()
os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 that is the point
