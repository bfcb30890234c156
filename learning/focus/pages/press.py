"""Pages that are read: articles, a front page, a thread, a feed, a manual."""

from learning.focus.pages.block import FORM, LIST, REGION, Block, Kind

_PROSE = """
p | In {city} the {topic} has kept people busy since {month}. {person} of {firm} said the cost was {money}.
p | "We looked for an answer for {n} years," says {person}. The search went on until {date}.
p | The council wants to share the data by email, others want to save it. A vote follows on {day}.
p | Every second home there has a {thing}. Delivery of the parts took {many} days.
p | The price rose to {money} in {year}, which is more than people in {city} can pay.
link | {theme} | the link about {theme}
p | Critics comment that settings were changed without a report, and that the account was closed.
p | {firm} did not reply to questions about its {thing}.
"""
_RELATED = Block(
    kind=LIST,
    titles="Related; Read next; More on this",
    items=(3, 12),
    often=0.8,
    table="""
link | {topic} in {city}; {topic}: what {firm} says; Why {topic} matters; {person} on {topic} | the piece about {topic}; what about {topic}; {person}'s article
p | {date}; {person}
""",
)
_COMMENTS = Block(
    kind=LIST,
    titles="Comments; {n} comments; Readers' views",
    items=(3, 30),
    often=0.7,
    table="""
link | {person} | who is {person}
p | {topic} was never about money. Search for the numbers and you will find them.; I sent them an email and got no answer.; Well said. Share this!; Wrong. {city} has had it since {year}.
button | Like; Agree | {person} is right; thumbs up for {person}
button | Reply; Answer | write back to {person}; {first} is wrong, tell him
button | Report; Flag | {person} is insulting people
""",
)
_WRITE = Block(
    kind=FORM,
    titles="Write a comment; Join in; Your comment",
    often=0.7,
    table="""
text* | Your comment; Comment; What do you think? | say: I don't agree; write that {city} did it better; my view: it's too late
text | Name; Nickname | {first}
email | Email | {email}
checkbox | Notify me of replies; Mail me new comments | I want to know if somebody answers
button | Post comment; Publish; Send
""",
)
ARTICLE = Kind(
    name="text",
    titles="{topic}; {topic} in {city}; {person} on {topic}",
    blocks=(
        Block(
            kind=REGION,
            titles="{topic}; {topic} in {city}",
            table="""
link | {person} | who wrote this; more by {person}
button | Share; Share this article | send it to a friend
button | Save; Read later; Bookmark | I have no time now, keep it
button | Listen; Play audio | read it to me
button | Print
"""
            + _PROSE,
        ),
        Block(kind=REGION, titles="{theme}; How it began", table=_PROSE + _PROSE, pick=0.8),
        Block(
            kind=REGION,
            titles="{theme}; What comes next",
            table=_PROSE
            + """
link | Source; The study | where do they have that from
button | Show picture; Enlarge photo | a closer look at the photo
link | Correct this article; Suggest a correction | there's a mistake in it
""",
        ),
        Block(
            kind=FORM,
            titles="Newsletter; The morning mail",
            often=0.6,
            table="""
email | Email address; Your email | {email}; every morning to {email}
button | Sign up; Subscribe
""",
        ),
        _RELATED,
        _WRITE,
        _COMMENTS,
    ),
)
FRONT = Kind(
    name="front page",
    titles="The {city} Times; News",
    mixed=True,
    blocks=(
        Block(
            kind=LIST,
            titles="Top stories; Headlines",
            items=(4, 14),
            table="""
link | {topic} stirs {city}; {firm} and the {topic}; {person}: "{topic}" | the story about {topic}; what did {firm} do; read the {topic} one
p | {n} hours ago; {person} reports
button | Save | keep the {topic} story for tonight
""",
        ),
        Block(
            kind=LIST,
            titles="Most read; Popular",
            items=(5, 10),
            table="""
link | {topic}; How {person} lost {money} | that one about {topic}; how did {person} do it
""",
        ),
        Block(
            kind=LIST,
            titles="Live; Latest; Ticker",
            items=(5, 30),
            table="""
p | {time}
link | {topic}: {firm} answers; {city}: {topic} | what is new on {topic}; what happened in {city}
""",
        ),
        Block(
            kind=LIST,
            titles="Videos; Watch",
            items=(3, 8),
            table="""
button | Play: {topic}; Watch {person} | show me {person} speaking; the clip on {topic}
""",
        ),
        Block(
            kind=FORM,
            titles="Poll; Today's question",
            table="""
p | Should {city} pay for {topic}?
radio | Yes
radio | No | I'm against it
radio | Don't know; Undecided
button | Vote | count me in
link | Results | how did the others vote
""",
        ),
        Block(
            kind=REGION,
            titles="Weather; {city} today",
            table="""
p | {n} degrees, rain later
link | Seven days; Full forecast | can we go hiking at the weekend
text | Town; Change place | {other}
""",
        ),
        Block(
            kind=LIST,
            titles="Job market; Notices",
            items=(3, 10),
            table="""
link | {firm} is looking for a driver; Flat in {city}, {money} | the flat in {city}; that job with {firm}
""",
        ),
    ),
)
THREAD = Kind(
    name="discussion",
    titles="{topic}; Help with {topic}; Forum",
    blocks=(
        Block(
            kind=REGION,
            titles="{topic}; Help with my {thing}",
            table="""
p | {person}, {date}: I have tried everything with my {thing}. The settings were saved, the search finds nothing and help doesn't reply.
button | Vote up; Upvote | good question
button | Follow; Watch thread; Subscribe | I want to hear when something new comes
button | Bookmark; Save
button | Share; Copy link
select | Sort; Order of answers | the most recent ones first; what got most votes on top | Votes; Newest; Oldest
link | {theme} | the tag {theme}
""",
        ),
        Block(
            kind=LIST,
            titles="Answers; Replies; {n} answers",
            items=(4, 36),
            table="""
link | {person} | what else has {person} written
p | Turn it off, delete the account and download the update. Then share the log.; I bought mine in {city} for {money}. The delivery took {n} days.; Read the manual, page {many}. It tells how to change the password.; This worked for me: open the {thing}, remove the {colour} cable.
button | Vote up; Like; Upvote | {person} solved it; a point for {first}'s answer
button | Vote down; Downvote | {person} talks nonsense
button | Reply; Comment | ask {first} where that is; answer {person}
button | Report; Flag | {person}'s post is spam
button | Accept; Mark as solution | {person}'s answer is the right one
""",
        ),
        Block(
            kind=FORM,
            titles="Your answer; Write a reply",
            table="""
text* | Your answer; Message; Reply | write: thanks, that helped; say: mine did the same; post this: try another {thing}
file | Attach a picture; Add image | a photo of my {thing}
checkbox | Email me on replies; Notify me | I'd like a mail when somebody writes back
button | Post; Post reply; Send
button | Preview | how will it look
""",
        ),
        Block(
            kind=LIST,
            titles="Similar threads; Hot topics; Related questions",
            items=(3, 14),
            table="""
link | {topic}; {topic} and my {thing} | the one on {topic}; somebody else asked about {topic}
""",
        ),
        Block(
            kind=REGION,
            titles="About this forum; Rules",
            table="""
p | Be kind. No ads. Search before you ask.
button | Join; Join group | I want to be a member here
link | Rules | what's allowed
link | Moderators | who's in charge
button | New thread; Ask a question | I have another question
""",
        ),
    ),
)
FEED = Kind(
    name="feed",
    titles="Home; Timeline; {person}",
    blocks=(
        Block(
            kind=FORM,
            titles="Post; What's new?",
            table="""
text* | What's happening?; Say something; New post | tell everybody: we are in {city}; post: happy {day}
button | Add photo; Photo | with a picture
button | Poll
select | Who can see it; Audience | for friends only | Everyone; Friends; Only me
button | Post; Publish
""",
        ),
        Block(
            kind=LIST,
            titles="Posts; Timeline; Updates",
            items=(5, 30),
            table="""
link | {person} | {person}'s page
p | {topic}! Who wants to share a {thing}?; Back from {city}. {many} km by bike.; New job at {firm} since {date}.
button | Like | I like what {person} posted
button | Comment | congratulate {person}; something nice under {person}'s post
button | Repost; Share | pass {person}'s post on
button | More; ... | hide {person}'s post
""",
        ),
        Block(
            kind=LIST,
            titles="People you may know; Who to follow",
            items=(3, 8),
            table="""
link | {person} | who is that {person}
button | Follow; Add friend; Connect | I know {person} from school, add
""",
        ),
        Block(
            kind=LIST,
            titles="Trends; Popular now",
            items=(3, 10),
            table="""
link | {topic}; #{thing} | what do they say on {topic}; posts about the {thing}
""",
        ),
        Block(
            kind=REGION,
            titles="Chats; Groups",
            table="""
! | {n} new posts; {person} is online
link | {person} | my chat with {person}
link | {theme} group; Friends of {theme} | the {theme} people
button | New message | write somebody in private
link | Invitations ({n}); Requests | who wants to be my friend
button | Load more; Show older | further down
""",
        ),
    ),
)
MANUAL = Kind(
    name="manual",
    titles="{thing} manual; Documentation; Help: {topic}",
    blocks=(
        Block(
            kind=LIST,
            titles="Contents; On this page; Chapters",
            items=(5, 40),
            table="""
link | {topic}; How to clean the {thing}; Installing the {thing} | the chapter on {topic}; how do I deal with the {thing}
""",
        ),
        Block(
            kind=REGION,
            titles="{topic}; Getting started",
            pick=0.9,
            table=_PROSE
            + """
button | Copy code; Copy | put that into my clipboard
link | Edit this page | I can improve the wording
select | Version | mine is older | 3.1; 3.0; 2.9
""",
        ),
        Block(kind=REGION, titles="{theme}; Options", table=_PROSE, pick=0.9),
        Block(
            kind=LIST,
            titles="Downloads; Files",
            items=(2, 8),
            often=0.7,
            table="""
link | {file}; {thing} driver | get me {file}; the driver for my {thing}
""",
        ),
        Block(
            kind=FORM,
            titles="Was this page helpful?; Tell us",
            table="""
button | Yes
button | No | it didn't help me
text | What was missing?; Your remark | say: there's no picture
button | Send
""",
        ),
        Block(
            kind=REGION,
            titles="Still stuck?; Contact support",
            table="""
link | Contact support; Open a ticket | I can't solve this alone
link | Community forum | ask other users
link | Previous: {theme}; Previous | the page before
link | Next: {topic}; Next | the following page
""",
        ),
    ),
)
KINDS = (ARTICLE, FRONT, THREAD, FEED, MANUAL)
