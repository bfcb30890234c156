"""Pages of applications: mail, tables of records, settings."""

from learning.focus.pages.block import FORM, LIST, REGION, TABLE, Block, Kind

MAIL = Kind(
    name="mail",
    titles="Inbox ({n}); Mail; {topic}",
    blocks=(
        Block(
            kind=REGION,
            titles="Folders; Mailboxes",
            pick=0.85,
            table="""
button | Compose; New message; Write | I need to write to {person}; a mail to {email}
link | Inbox ({n}); Inbox
link | Starred; Flagged | those I marked
link | Drafts | the mail I didn't finish
link | Sent | did my mail to {person} go out
link | Spam; Junk | maybe it landed among the rubbish
link | Archive
link | Trash; Deleted | what I threw away
link | Work; Projects
link | Family
button | New folder | a place for mails about {theme}
""",
        ),
        Block(
            kind=REGION,
            titles="Messages; Toolbar",
            pick=0.9,
            table="""
checkbox | Select all | all of them
button | Mark as read | I have seen these
button | Refresh; Check mail | anything new?
select | Show; Filter | only unread ones | All; Unread; With attachments
button | Older; Next page | further back
""",
        ),
        Block(
            kind=TABLE,
            titles="Inbox; Messages",
            items=(8, 50),
            table="""
checkbox | Select; Select {topic} | tick the mail from {person}
link | {topic}; Re: {topic}; {person}: {topic} | read what {person} wrote; the mail about {topic}; open the one from {person}; {topic}
p | {person}, {date}; {firm}, {time}
button | Star; Flag | mark {person}'s mail; {topic} is important
button | Delete; Move to bin | get rid of the mail from {person}; {topic} can go
button | Archive | put {topic} away
""",
        ),
        Block(
            kind=REGION,
            titles="{topic}; Re: {topic}",
            often=0.6,
            table="""
p | {person} wrote: could you look at the {theme} before {day}? The file is attached.
p | Thanks for your help. Please reply to {email} or call {phone}.
link | {file} | the attachment; the file they sent
button | Reply; Answer | write back; tell {first} that I agree
button | Reply all | answer everyone
button | Forward; Pass on | send this to {email}
button | Print | on paper
button | Report spam; Block sender | never again from this one
""",
        ),
        Block(
            kind=FORM,
            titles="New message; Write a message",
            often=0.5,
            table="""
email* | To; Recipient | {email}
text | Cc; Copy to | {person} should see it too
text | Subject | {topic}
text* | Message; Text | write: I'll be late; say that {day} suits me
button | Attach file; Add attachment | {file} goes with it
button | Send | off it goes
button | Discard | never mind, no mail
""",
        ),
    ),
)
RECORDS = Kind(
    name="records",
    titles="Customers; Orders; Dashboard; Invoices",
    blocks=(
        Block(
            kind=REGION,
            titles="Dashboard; This week; Key figures",
            often=0.7,
            table="""
p | Revenue {money}
p | Orders {many}
p | New customers {many}
select | Period; Time range | the last three months; since {month} | Today; 7 days; 30 days; This year
! | Updated {time}; Saved
button | Refresh
link | View report; Full report | all the numbers
button | Chart; Show chart | as a graph
""",
        ),
        Block(
            kind=FORM,
            titles="Filter; Find records",
            pick=0.85,
            table="""
text | Customer; Search by name | everything of {person}
select | Status | only those not paid yet; which ones are overdue | Any; Open; Paid; Late
date | From | since {date}
date | Until; To | up to {date}
select | Owner; Assigned to | mine only | Anyone; Me; Nobody
button | Apply; Filter; Show
button | Reset
""",
        ),
        Block(
            kind=REGION,
            titles="Actions; Table tools",
            pick=0.8,
            table="""
button | Add customer; New record; Create | we have a new one, {firm}; enter {person}
button | Export CSV; Export; Download table | I need this in a spreadsheet
button | Import; Import file | I have a list in {file}
button | Columns; Choose columns | I don't need all this, show less of each
button | Bulk edit; Change selected | the same for all of those
""",
        ),
        Block(
            kind=TABLE,
            titles="Orders; Customers; Invoices; All records",
            items=(10, 60),
            table="""
checkbox | Select row; Select {ref} | mark {ref}
link | {ref}; {person}; {firm} | {ref}; open the record of {person}; show {firm}
p | {person}, {firm}, {city}
p | {money}, {date}; Open, {date}; Paid, {month} {year}
button | Edit | {firm} has moved, change it; {ref} is wrong
button | Delete | {ref} was a test, away with it; remove {person}
link | Invoice; PDF | the bill for {ref}
""",
        ),
        Block(
            kind=REGION,
            titles="Pages",
            table="""
button | Previous
button | Next | the following rows
select | Rows per page | more on one page | 10; 25; 50; 100
""",
        ),
        Block(
            kind=LIST,
            titles="Activity; Recent changes",
            items=(3, 15),
            often=0.6,
            table="""
p | {person} changed {ref} on {date}; {person} added {firm}
link | View; See change | what did {person} do there
""",
        ),
    ),
)
SETTINGS = Kind(
    name="settings",
    titles="Settings; Preferences; Your account",
    blocks=(
        Block(
            kind=FORM,
            titles="Profile; Personal information",
            table="""
text* | Display name; Full name | {person}; call me {first}
email* | Email address; Email | {email}; I have a new mail, {email}
tel | Phone; Phone number | {phone}
text | About me; Biography | say about me: I teach maths
file | Profile picture; Avatar | a new photo of me
button | Save profile; Save changes
""",
        ),
        Block(
            kind=FORM,
            titles="Security; Sign-in and security",
            table="""
password | Current password
password | New password | I think somebody knows my login; I want another password
button | Change password
checkbox | Two-step verification; Two-factor authentication | ask for a code from my phone as well
link | Where you're signed in; Devices | am I still logged in at the library
link | Recovery codes; Backup codes | in case I lose my phone
""",
        ),
        Block(
            kind=FORM,
            titles="Notifications; What we tell you",
            pick=0.85,
            table="""
checkbox | Email me about replies; Replies by email | a mail whenever somebody answers
checkbox | Weekly summary; Digest | once a week what happened
checkbox | Product news; Marketing | no advertising
checkbox | Text messages; SMS alerts | on my phone as well
checkbox | Push notifications; Desktop alerts | it should pop up
select | How often; Frequency | not more than daily | At once; Daily; Weekly; Never
button | Save notifications; Save
""",
        ),
        Block(
            kind=FORM,
            titles="Appearance; Display",
            table="""
radio | Light
radio | Dark; Dark mode | it's too bright for my eyes
select | Font size; Text size | I can hardly read it; bigger letters | Small; Normal; Large
select | Language | in Spanish | English; Deutsch; Español; Français
select | Time zone | I moved to {city} | UTC; Europe/Berlin; Asia/Tokyo
select | Start of week; First day of the week | weeks begin on Sunday here | Monday; Sunday
""",
        ),
        Block(
            kind=FORM,
            titles="Privacy; Who sees what",
            pick=0.9,
            table="""
select | Who can see my profile; Profile visibility | nobody but my friends should see me | Everyone; Contacts; Nobody
checkbox | Show when I'm online; Online status | they shouldn't know that I'm here
checkbox | Let search engines find me | I don't want to be found on the web
button | Download my data; Export my data | everything you know about me
button | Blocked people; Manage blocks | {person} bothers me
""",
        ),
        Block(
            kind=FORM,
            titles="Plan and billing; Subscription",
            often=0.8,
            table="""
p | Team plan, {money} a month
button | Change plan; Upgrade | we need more room; the big version
link | Invoices; Past invoices | the bill of {month}
button | Update card; Payment method | my card has run out
text | VAT number | our tax number is {ref}
button | Cancel subscription; End plan | I don't want to pay any longer
""",
        ),
        Block(
            kind=REGION,
            titles="Connected apps; Integrations",
            often=0.6,
            table="""
button | Connect calendar; Link calendar | my appointments should show up
button | Connect chat
button | Create token; New API key | my script needs a key
button | Disconnect | it shouldn't be linked to my drive
""",
        ),
        Block(
            kind=REGION,
            titles="Danger zone; Close account",
            table="""
button | Deactivate account; Pause account | a break for a few weeks
button | Delete account; Delete everything | I'm leaving for good
""",
        ),
    ),
)
KINDS = (MAIL, RECORDS, SETTINGS)
