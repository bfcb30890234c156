"""Whether an answer is a yes, or plainly a no. What isn't plainly one of them is neither.

A yes assents in words that mean nothing else, and every other word of it is one that takes nothing
back and adds nothing: a filler, or a word of the question itself.
"""

import re
from difflib import get_close_matches
from typing import Final

_YES: Final = (
    *("yes", "yeah", "yep", "yup", "yea", "aye", "y", "sure", "ok", "okay", "k", "alright", "ofc"),
    *("all right", "all good", "fine", "correct", "exactly", "perfect", "lovely", "absolutely"),
    *("definitely", "of course", "certainly", "by all means", "agreed", "i agree", "proceed"),
    *("go ahead", "go on", "go for it", "do it", "do so", "do that", "please do", "lets do it"),
    *("book it", "book that", "book this", "please book", "make the booking", "book away"),
    *("confirm", "confirm it", "confirmed", "i confirm", "pay it", "send it", "buy it"),
    *("order it", "delete it", "press it", "please press", "press please", "click it", "hit it"),
    *("thats right", "that is right", "looks right", "thats it", "that works", "works for me"),
    *("sounds good", "sounds great", "looks good", "looks great", "you can", "you may", "approved"),
    *(
        "affirmative",
        "spot on",
        "happy with",
        "everything matches",
        "please continue",
        "no problem",
    ),
    *("green light", "make it so", "do book", "secure the room", "complete the booking", "bet"),
    *("complete the reservation", "finalise it", "finalize it", "lets go", "right hotel"),
)
"""One of these has to be there."""
_PHRASES: Final = (
    *(
        "no problem",
        "yeah no",
        "nothing wrong",
        "anything wrong",
        "why not",
        "that one",
        "this one",
    ),
    *("the one", "as shown", "so yes", "thank you", "at all", "cant see", "cannot see"),
)
"""Words that would stand for something else alone."""
_BESIDE: Final = frozenset(
    """a absolutely affirmative ah all alright am amazing and anything approved are as asked at away
    awesome be been booking both brilliant by can certainly checked cheers click complete confirm
    confirmation continue cool correct course dates dear details do done
    everything exactly excellent excited fantastic finalise finalize fine for from give
    glad go good grand great green happy have hereby hi hit hello hooray hotel i im in indeed is it
    its ive just kind kindly know let lets light like looks lot love lovely made make man
    master mate matches may me miss mister much my nice now of oh ok okay omg on order our
    ours payment perfect please pleased pls possible press price proceed purchase
    ready really reservation right room seems see send sir smash so soon sounds splendid spot super
    sure sweet ta thank thanks that thats the them then there these they thing this those thx to too
    totally trip true us very want wanted was we well were whole will with wonderful works
    would wow yay yes you your yours button pull trigger   """.split()  # noqa: SIM905 a page of words is read more easily so
)
_BACK: Final = frozenset(
    """no not dont never nope nah stop wait hold cancel but if unless only except without instead
    actually rather other another different change cheaper later earlier maybe perhaps almost
    however first before after until also add plus more less extra remove what how why when which
    who where""".split()  # noqa: SIM905 as above
)
"""Even where the question holds such a word, an answer that does is no plain yes."""
_NO: Final = re.compile(
    r"\A(?:(?:oh|um|hm+|sorry|actually|well|please|ok|okay|and|so) )*"
    r"(?:no|nope|nah|dont|do not|(?P<act>stop|cancel|abort|leave)|forget|never ?mind|not now"
    r"|not yet|id rather not|i would rather not|i dont want|i do not want|i changed my mind)\b"
)
"""How a refusal begins."""
_BESIDE_NO: Final = frozenset(
    """a abort actually all anymore anything at book booking but cancel change changed didnt do dont
    forget hm i id im ill it just leave lets like make mind my never nevermind no nope nah not
    nothing now of oh ok okay please pls press rather really reservation so sorry stop thank thanks
    that the thing this to um want well with would yet you confirm button any""".split()  # noqa: SIM905 as above
)
"""All other words of one; a word beside them wants something else instead."""
_ASKS: Final = re.compile(
    r"\A(?:(?:yes|yeah|ok|okay|sure|fine|so|and|oh|hi|hello|please|pls|just) )*"
    r"(?:are|is|was|were|am|can|could|would|will|may|has|have)"
    r" (?:you|i|we|it|that|this|these|those|they|there|the|everything|my|your|our)\b"
    r"|\A(?:(?:so|and|oh) )*you sure\b|\bme to\b"
    r"|(?<!\bi )(?<!\bhereby )\bconfirm (?:(?:the|my|our|these|those|all|right|correct) )+"
    r"(?:price|dates|details|total)\b"
    r"|\b(?:price|dates|details|total) (?:please|pls)\Z"
    r"|\b(?:let|give) (?:me|us)\b|\b(?:want|wanted|like|love) to (?:see|know)\b"
)
"""A question, with its mark or without: `are you sure`, `please confirm the price`."""
_OWN_HAND: Final = re.compile(
    r"\b(?:i will|ill|i can (?!see|confirm)|(?:i have|ive) (?:done|made))\b"
)
"""Who does it, or has done it, without us."""
_MARKS: Final = re.compile(
    r"[.,!;:\-–—()\"€$£\ufe0f\U0001f3fb-\U0001f3ff👍👌✅🙏🙂😊😀😍🎉❤]"  # noqa: RUF001
)
"""What takes nothing back; the range is that of skin tones."""
_MAX_WORDS: Final = 16
_LEAST_TYPO: Final = 4
"""Letters of a word that may be misspelt; `now` and `not` are one letter apart."""
_CLOSE: Final = 0.8
"""difflib's ratio of likeness: `plese` is near enough to `please`."""

_KNOWN: Final = sorted(_BESIDE | {word for phrase in _YES for word in phrase.split()})
_LONG: Final = [word for word in _KNOWN if len(word) >= _LEAST_TYPO]
_ASSENT: Final = re.compile(rf"\b(?:{'|'.join(sorted(_YES, key=len, reverse=True))})\b")
_AS_ONE: Final = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b")
_OPENS: Final = frozenset({"yes", "yeah", "yep", "yup", "yea", "aye", "sure", "ok", "okay"})


def is_yes(answer: str, question: str = "") -> bool:
    """True for an answer made of nothing but assent: `yes, but for 3` is not.

    Small slips of the hand count as what they are near to, and the facts of the `question` may be
    said again: `240 is fine`.
    """
    thumbs = answer.strip().rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
    if thumbs in {"👍", "👌", "✅"}:
        return True
    words = _words(answer)
    if not _ASSENT.search(words) or _ASKS.search(words) or _OWN_HAND.search(words):
        return False
    rest = set(_AS_ONE.sub(" ", _ASSENT.sub(" ", words)).split())
    return not rest & _BACK and rest <= _BESIDE | set(_words(question, bound=False).split())


def declines(answer: str) -> bool:
    """Whether an answer to a question is none of its assent.

    `yes, the one by the sea` is no plain yes and opens nothing; it is no refusal either, so the
    question may be asked again.
    """
    return _words(answer).partition(" ")[0] not in _OPENS


def refuses(answer: str, question: str = "") -> bool:
    """Whether an answer is a no and nothing else: `no, the one by the sea` asks for another.

    `cancel it` is none where the question was whether to cancel something.
    """
    words = _words(answer, bound=False)
    begins = _NO.search(words)
    if begins is None or not set(words.split()) <= _BESIDE_NO:
        return False
    return begins["act"] not in set(_words(question, bound=False).split())


def _words(text: str, *, bound: bool = True) -> str:
    """The words, slips mended; empty where something in them can't be read as assent."""
    plain = text.lower().replace("’", "").replace("'", "")  # noqa: RUF001 as phones type it
    words = _MARKS.sub(" ", plain).split()
    if not bound:
        return " ".join(re.sub(r"\W", " ", plain).split())
    if any(re.search(r"[^\w]", word) for word in words) or len(words) > _MAX_WORDS:
        return ""  # a question mark, a thumb that points down
    return " ".join(_mended(re.sub(r"(\w)\1{2,}", r"\1", word)) for word in words)


def _mended(word: str) -> str:
    if word in _KNOWN or word in _BACK or len(word) < _LEAST_TYPO:
        return word
    return next(iter(get_close_matches(word, _LONG, n=1, cutoff=_CLOSE)), word)
