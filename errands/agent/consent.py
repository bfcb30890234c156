"""Whether an answer is a yes. Anything that isn't plainly one is not."""

import re
from difflib import get_close_matches

_YES = (
    *("yes", "yeah", "yep", "yup", "yea", "aye", "y", "sure", "ok", "okay", "k", "alright"),
    *("all right", "all good", "fine", "correct", "exactly", "perfect", "lovely", "absolutely"),
    *("definitely", "of course", "certainly", "by all means", "agreed", "i agree", "proceed"),
    *("go ahead", "go on", "go for it", "do it", "do so", "do that", "please do", "lets do it"),
    *("book it", "book that", "book this", "please book", "make the booking", "confirm"),
    *("confirm it", "confirmed", "i confirm", "pay it", "send it", "buy it", "order it"),
    *("delete it", "press it", "thats right", "that is right", "thats correct", "that works"),
    *("that is correct", "thats fine", "that is fine", "thats it", "thats perfect", "thats great"),
    *("sounds good", "sounds great", "sounds perfect", "looks good", "looks great", "looks right"),
    *("you can", "you may", "happy with that", "happy with it", "im happy", "i am happy"),
)
"""One of these has to be there."""
_BESIDE = (
    *("right", "great", "good", "please", "pls", "thanks", "thank you", "thx", "cheers", "ta"),
    *("many thanks", "very much", "a lot", "so much", "now", "then", "right away", "and", "so"),
    *("that one", "this one", "thats the one", "that is", "this is", "it is", "its", "all"),
    *("in order", "go", "book", "make", "let us", "lets", "with it", "with that", "for me"),
    *("for us", "it", "that", "this", "the booking", "the reservation", "the order", "dear"),
    *("my dear", "mate", "yay", "hooray", "cool", "nice", "super", "brilliant", "excellent"),
    *("wonderful", "awesome", "fantastic", "amazing", "grand", "sweet as", "sweet", "oh", "ah"),
    *("very good", "very nice", "looks", "sounds", "indeed", "just", "i", "we", "would", "love"),
    *("like", "to", "want", "do", "happy", "hi", "hello"),
)
"""These take nothing back from it."""
_MARKS = re.compile(r"[.,!;:\-–—()\"\ufe0f\U0001f3fb-\U0001f3ff👍👌✅🙏🙂😊😀🎉❤]")  # noqa: RUF001
"""What takes nothing back either; the range is that of skin tones."""
_MAX_WORDS = 12
"""More words are no plain yes, and would take the pattern below ever longer."""
_LEAST_TYPO = 4
"""Letters of a word that may be misspelt; `now` and `not` are one letter apart."""
_CLOSE = 0.8
"""difflib's ratio of likeness: `plese` is near enough to `please`."""

_KNOWN = sorted({word for phrase in (*_YES, *_BESIDE) for word in phrase.split()})
_LONG = [word for word in _KNOWN if len(word) >= _LEAST_TYPO]


def _any_of(phrases: tuple[str, ...]) -> str:
    return "|".join(sorted(phrases, key=len, reverse=True))


_ASSENT = re.compile(rf"\b(?:{_any_of(_YES)})\b")
_ALL = re.compile(rf"^(?:(?:{_any_of((*_YES, *_BESIDE))})(?:\s+|$))+$")


def is_yes(answer: str) -> bool:
    """True for an answer made of nothing but assent: `yes, but for 3` is not.

    Small slips of the hand count as what they are near to.
    """
    words = _words(answer)
    return bool(_ASSENT.search(words) and _ALL.match(words))


def declines(answer: str) -> bool:
    """Whether an answer to a question is none of its assent.

    `yes, the one by the sea` is no plain yes and opens nothing; it is no refusal either, so the
    question may be asked again.
    """
    first = _words(answer).partition(" ")[0]
    return first not in {"yes", "yeah", "yep", "yup", "yea", "aye", "sure", "ok", "okay"}


def _words(answer: str) -> str:
    """The answer's words, slips mended; empty where something in it can't be read as assent."""
    plain = answer.lower().replace("’", "").replace("'", "")  # noqa: RUF001 as phones type it
    words = _MARKS.sub(" ", plain).split()
    if any(re.search(r"[^\w]", word) for word in words) or len(words) > _MAX_WORDS:
        return ""  # a question mark, a thumb that points down
    return " ".join(_mended(re.sub(r"(\w)\1{2,}", r"\1", word)) for word in words)


def _mended(word: str) -> str:
    if word in _KNOWN or len(word) < _LEAST_TYPO:
        return word
    return next(iter(get_close_matches(word, _LONG, n=1, cutoff=_CLOSE)), word)
