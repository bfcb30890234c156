"""Pages of applications, further ones: a calendar with tasks, files."""

from learning.focus.pages.block import FORM, LIST, REGION, TABLE, Block, Kind

PLANNER = Kind(
    name="planner",
    titles="Calendar; Board; Tasks of {firm}",
    mixed=True,
    blocks=(
        Block(
            kind=REGION,
            titles="{month} {year}; This week",
            pick=0.9,
            table="""
button | Today
! | You have {n} appointments today
button | Previous; Back | the week before
button | Next; Forward | and the week after?
button | Day
button | Week
button | Month | the whole {month} at once
button | New event; Add event | lunch with {person} on {day}; put a meeting in
""",
        ),
        Block(
            kind=LIST,
            titles="To do; Open; Backlog",
            items=(3, 20),
            table="""
button | {topic}; {topic} ({firm}) | the card about {topic}; open {topic}
checkbox | Done | {topic} is finished
button | Assign; Owner | {topic} is for {person}
""",
        ),
        Block(
            kind=LIST,
            titles="In progress; Doing; Waiting",
            items=(2, 12),
            table="""
button | {topic} | where are we with {topic}
button | Move; Move to... | {topic} goes to the next column
""",
        ),
        Block(
            kind=LIST,
            titles="Events; Appointments",
            items=(4, 25),
            table="""
link | {time} {topic}; {topic} with {person} | the thing with {person}; when exactly is {topic}
p | {date}, {city}; {day}, {time}, room {n}
button | Accept; Going | yes to {topic}
button | Decline | I can't make {topic}
""",
        ),
        Block(
            kind=FORM,
            titles="New event; Add a task",
            often=0.7,
            table="""
text* | Title; What | {topic}
date* | Date; Day | {date}
text | Time; Starts | {time}
text | Place; Location | {city}
text | Guests; Invite people | {email}; {person} should come
select | Repeat | every week | Never; Daily; Weekly; Monthly
select | Remind me; Reminder | tell me an hour before | None; 10 minutes; 1 hour; 1 day
button | Save; Create
""",
        ),
        Block(
            kind=REGION,
            titles="My calendars; Views",
            table="""
checkbox | Birthdays
checkbox | Public holidays | without the bank holidays
checkbox | Team
button | Print
button | Share calendar; Share | {person} should be able to look into it
button | Subscribe; Calendar feed | have it on my phone
""",
        ),
    ),
)
FILES = Kind(
    name="files",
    titles="Files; Documents; Shared with me",
    blocks=(
        Block(
            kind=REGION,
            titles="Files; My files; {theme}",
            table="""
button | Upload; Upload file | I have {file} here on my disk
button | New folder | a folder for {theme}
button | New document; New | start writing something
select | Sort | the last ones changed first | Name; Changed; Size
button | Select several; Select
""",
        ),
        Block(
            kind=TABLE,
            titles="Files; Folder contents",
            items=(8, 45),
            table="""
link | {file}; {topic}; {topic}.docx | {file}; open {topic}; the document about {topic}
p | {person}, {date}; {many} kB, {date}
button | Share | {person} needs to see {file}; give {email} access to {topic}
button | Download | I want {file} on my disk; {topic} offline
button | Rename | {file} has a silly name; {topic} should be called otherwise
button | Delete | nobody needs {file}; throw {topic} away
""",
        ),
        Block(
            kind=FORM,
            titles="Share; Sharing",
            often=0.5,
            table="""
email | Add people; Email of a person | {email}
select | May; Permission | {first} may only look, not change | View; Comment; Edit
button | Invite; Send invitation
button | Copy link; Get link | something I can paste into a mail
""",
        ),
        Block(
            kind=REGION,
            titles="Storage; Space",
            table="""
p | {n} GB of 15 GB used
link | Buy storage; Get more space | it's full
link | Recently deleted; Bin | I deleted the wrong one
link | Activity; History | who changed it
""",
        ),
        Block(
            kind=LIST,
            titles="Comments; Discussion",
            items=(2, 10),
            often=0.5,
            table="""
p | {person}: the numbers of {month} are missing, please send the file again.; {person}: I moved it to the other folder.
button | Reply | tell {first} I'll look into it
button | Resolve | {person}'s point is settled
""",
        ),
    ),
)
KINDS = (PLANNER, FILES)
