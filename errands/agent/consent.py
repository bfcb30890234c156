"""Whether an answer is a yes. Anything that isn't plainly one is not."""

import re

_WORD = (
    r"(?:yes|yeah|yep|yup|sure|ok|okay|alright|all right|fine|right|correct|exactly|perfect|great"
    r"|lovely|good|please|please do|thanks|thank you|thx|go|go ahead|go for it|do it|do so"
    r"|do that|book it|book that|confirm|confirm it|confirmed|i confirm|that's right"
    r"|that is right|that's correct|that is correct|that's fine|that's it|that works"
    r"|that's perfect|sounds good|sounds great|looks good|looks great|looks right|absolutely"
    r"|definitely|of course|certainly|by all means|i agree|agreed|make the booking|pay it"
    r"|send it|buy it|order it|delete it|proceed|then|now|it|with it|with that|and|you can|you may"
    r"|let's do it|let's|book|press it)"
)
_OPENS = re.compile(
    r"^(?:yes|yeah|yep|yup|sure|ok|okay|alright|all right|fine|correct|exactly|perfect|great|good"
    r"|please do|go ahead|go for it|do it|book it|confirm|confirmed|i confirm|that's|that is"
    r"|sounds|looks|absolutely|definitely|of course|certainly|by all means|i agree|agreed"
    r"|proceed|make the booking|pay it|send it|buy it|order it|delete it|lovely|right|you can"
    r"|you may|let's do it|please|press it)\b"
)
_MARKS = re.compile(r"[.,!;:\-–—()\"\ufe0f\U0001f3fb-\U0001f3ff👍👌✅🙏🙂😊😀🎉❤]")  # noqa: RUF001
"""What takes nothing back from an assent; the range is that of skin tones."""
_MAX_WORDS = 12
"""More words are no plain yes, and would take the pattern below ever longer."""
_ALL = re.compile(rf"^(?:{_WORD}\s*)+$")


def is_yes(answer: str) -> bool:
    """True for an answer made of nothing but assent: `yes, but for 3` is not."""
    plain = answer.lower().replace("’", "'")  # noqa: RUF001 as phones type it
    words = " ".join(_MARKS.sub(" ", plain).split())
    if re.search(r"[^\w\s']", words):
        return False  # a question mark, a thumb that points down
    if len(words.split()) > _MAX_WORDS:
        return False
    if words in {"thanks", "thank you", "please", "good", "right", "great", "now", "then"}:
        return False
    return bool(_OPENS.match(words) and _ALL.match(words))
