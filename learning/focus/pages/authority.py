"""Pages of many fields: applications, claims, surveys, enrolment, appointments."""

from learning.focus.pages.block import FORM, LIST, REGION, Block, Kind

_PERSON = Block(
    kind=FORM,
    titles="About you; Your details; Applicant; Personal data",
    pick=0.9,
    table="""
p | Fields with a star have to be filled in. Write the name as in your passport.
select | Title; Form of address | Mrs | Mrs; Mr; Dr; none
text* | First name; Given names | {first}; I'm called {first}
text* | Last name; Family name; Surname | {last}
date* | Date of birth; Born on | {date}; I was born on {date}
text | Place of birth | {city}
select* | Nationality; Citizenship | I have an Italian passport | German; Italian; Polish; Turkish; Other
text | Number of ID card; Passport number | {ref}
""",
)
_CONTACT = Block(
    kind=FORM,
    titles="Contact; How to reach you; Address",
    pick=0.9,
    table="""
text* | Street and house number; Street; Address | {street}; I live at {street}
text* | Postcode; Postal code | {code}
text* | Town; City; Place | {city}
email* | Email; Email address | {email}; reach me at {email}
tel | Telephone; Phone during the day | {phone}; my number is {phone}
radio | Contact me by post | send me a letter
radio | Contact me by email
""",
)
_PAPERS = Block(
    kind=FORM,
    titles="Documents; Attachments; Proof",
    pick=0.9,
    table="""
p | At most {n} MB a file, as PDF or picture. Delivery by post takes longer.
file* | Copy of your ID; Identity card | here's my passport, {file}
file | Proof of address; Rental contract | the lease is in {file}
file | Photo; Passport picture | {file} shows my face
text | Remarks on the documents | one page is missing, write that
button | Add another document; One more file | there's another paper I have
""",
)
_BANK = Block(
    kind=FORM,
    titles="Payment; Bank account; Refund to",
    often=0.7,
    table="""
text* | Account holder; Name on the account | {person}
text* | IBAN; Account number | DE{code}{code}
radio | Direct debit | just take it from my account
radio | Bank transfer | I'll send it myself
""",
)
_SEND = Block(
    kind=FORM,
    titles="Check and send; Declaration; Last step",
    table="""
checkbox | I have read the privacy notice; Privacy notice read | I agree with the data thing
checkbox | All information is true; I declare that this is correct | yes, everything I said is true
checkbox | Email me a copy | I want one for myself
button | Submit; Send application; Send | that's it, hand it in
button | Save draft; Save for later | I'll finish it on {day}
button | Back; Previous step
button | Cancel; Delete entries | start all over
""",
)
_QUESTIONS = Block(
    kind=LIST,
    titles="Questions and answers; Help with this form; Frequently asked",
    items=(3, 14),
    often=0.7,
    table="""
button | What about {topic}?; Who pays for {topic}?; When do I get an answer about {topic}? | I don't get what they mean by {topic}; explain {topic}
p | You will hear from us by email within {n} weeks. Call us if your address or your name has changed.; The date counts on which the form was sent. Send your account details only with this form.
""",
)
APPLICATION = Kind(
    name="application",
    titles="Application; Residence permit; Apply for {topic}",
    blocks=(
        _PERSON,
        _CONTACT,
        Block(
            kind=FORM,
            titles="Household; Family; Who lives with you?",
            often=0.7,
            table="""
number | People in your household; Household size | {n} of us live here
number | Children under 18; Children | we have {n} kids
select | Marital status | we got divorced last year | Single; Married; Divorced; Widowed
button | Add a child; Add person | there's my daughter {first} as well
""",
        ),
        Block(
            kind=FORM,
            titles="Work and income; Income; Employment",
            often=0.7,
            table="""
select | Occupation; Employment | I'm retired; I still study | Employed; Self-employed; Student; Retired; Not working
text | Employer; Company | I work for {firm}
number | Income a month; Net income | I earn {many} a month; {many}
date | Employed since | there since {date}
checkbox | I receive benefits; Other support | the state pays part of my rent
""",
        ),
        _PAPERS,
        _BANK,
        _SEND,
        _QUESTIONS,
    ),
)
CLAIM = Kind(
    name="claim",
    titles="Report damage; Claim; Make a complaint",
    blocks=(
        Block(
            kind=FORM,
            titles="What happened?; The incident; Damage",
            table="""
select* | Kind of damage; What is it about? | a pipe burst; somebody broke in | Water; Fire; Theft; Accident; Other
date* | When did it happen?; Date of the damage | {date}; it happened on {date}
text | Time | about {time}
text* | Where?; Place of the damage | in {city}, {street}; {street}
text* | Describe what happened; Description | write: the {thing} fell on the {colour} floor; here's the story: it was dark and wet
number | Estimated damage; Amount | it will cost {many} to mend; {many}
radio | Police were called | the officers came
radio | No police | nobody called them
""",
        ),
        Block(
            kind=FORM,
            titles="Others involved; Witnesses; The other party",
            often=0.8,
            table="""
text | Name of the other person; Name | it was {person}
tel | Their phone; Phone of the other party | {phone}
text | Number plate | his car had {ref}
text | Witness | {person} saw it
button | Add witness; Another person
""",
        ),
        Block(
            kind=FORM,
            titles="Your policy; Contract",
            table="""
text* | Policy number; Contract number | {ref}; my contract is {ref}
select | Product; Insurance | Household; Car; Travel; Liability
checkbox | I have a second insurance; Insured elsewhere | another company covers it too
""",
        ),
        _PERSON,
        _CONTACT,
        _PAPERS,
        _BANK,
        _SEND,
        _QUESTIONS,
    ),
)
SURVEY = Kind(
    name="survey",
    titles="Survey; Your opinion; Registration for {topic}",
    blocks=(
        Block(
            kind=FORM,
            titles="How often do you use {topic}?; Your habits",
            table="""
radio | Daily | every single day
radio | Weekly; Once a week | on {day}s
radio | Rarely; Hardly ever | almost never
text | For what? | mostly for {theme}
""",
        ),
        Block(
            kind=FORM,
            titles="How satisfied are you?; Rating",
            table="""
radio | Very satisfied | I love it
radio | Satisfied
radio | Not satisfied; Disappointed | it was a let-down
number | From 0 to 10, would you recommend us?; Recommendation | {n} out of ten
text | Why?; Reasons | because: it's slow
""",
        ),
        Block(
            kind=FORM,
            titles="What should be better?; Wishes",
            table="""
checkbox | Price; Lower prices | it should cost less
checkbox | Opening hours | you close too early
checkbox | Friendlier staff; Staff | people at the desk were rude
checkbox | Website; Online service | this page is confusing
text | Something else | more {thing}s, please
""",
        ),
        Block(
            kind=FORM,
            titles="About you; Statistics",
            table="""
select | Age; Age group | I'm 34 | under 18; 18 to 29; 30 to 44; 45 to 64; 65 and older
select | Where do you live?; Region | near {city} | North; South; East; West
email | Email for the prize draw; Email | {email}; I want to win, {email}
""",
        ),
        Block(
            kind=REGION,
            titles="Step {n} of 9; Progress",
            table="""
p | {n} of 9 questions answered
button | Next; Continue; Next question
button | Back | I want to change my answer
link | Leave the survey; Stop | I have enough of this
""",
        ),
    ),
)
ENROL = Kind(
    name="enrolment",
    titles="Sign up for a course; Enrolment; Register",
    blocks=(
        Block(
            kind=LIST,
            titles="Courses; Groups; Classes",
            items=(4, 26),
            table="""
link | {topic} for beginners; {topic}, {day} {time}; {topic} with {person} | what is the {topic} course; the one with {person}
p | {day}, {time}, {city}, {money}; {n} places left, starts {date}
button | Choose; Book a place; Enrol | I'd like to do {topic}; put me down for {topic}
""",
        ),
        _PERSON,
        _CONTACT,
        Block(
            kind=FORM,
            titles="Level; What we should know",
            table="""
select | Level; Experience | I've never done it before | Beginner; Some; Advanced
text | Allergies; Health | tell them: no nuts
checkbox | I need childcare | somebody has to watch my son
text | Voucher | {ref} is on my gift card
select | How did you hear of us? | {first} told me | Friends; Web; Paper
""",
        ),
        _BANK,
        _SEND,
    ),
)
APPOINTMENT = Kind(
    name="appointment",
    titles="Book an appointment; Appointments; Choose a time",
    blocks=(
        Block(
            kind=FORM,
            titles="What is it about?; Reason for your visit",
            table="""
select* | Service; Matter | I need a new passport | Passport; Driving licence; Moving house; Marriage
select | Office; Place | the office in {city} | North; Centre; South
number | Number of people; Persons | {n} of us are coming
checkbox | I need an interpreter; Interpreter | I don't speak the language well
""",
        ),
        Block(
            kind=REGION,
            titles="{month} {year}; Choose a day",
            table="""
button | Previous month
button | Next month; Later | not in {month}, after that
button | 3
button | 4
button | 11
button | 12
button | 18
button | 25
""",
        ),
        Block(
            kind=LIST,
            titles="Times; Free times; Slots",
            items=(6, 40),
            table="""
button | {day} {time}; {time}, {person}; {time} | {day} at {time}; at {time}; with {person}
""",
        ),
        _PERSON,
        _CONTACT,
        Block(
            kind=FORM,
            titles="Confirm; Your appointment",
            table="""
text | Note for the office; Remark | say: I'm in a wheelchair
checkbox | Remind me by text message; SMS reminder | I forget such things
checkbox | I accept the terms
button | Book appointment; Confirm; Book | yes, that one, fix it
link | Cancel an appointment; Change appointment | I have one already and can't come
""",
        ),
        _QUESTIONS,
    ),
)
KINDS = (APPLICATION, CLAIM, SURVEY, ENROL, APPOINTMENT)
