"""Headers, navigation and footers of written pages."""

from learning.focus.pages.block import DIALOG, REGION, Block

SHOP_HEAD = (
    Block(
        kind=DIALOG,
        titles="Cookies; We value your privacy; Your choice",
        often=0.15,
        table="""
p | We use cookies to make this shop work and to measure what people look at.
button | Accept all; Allow all; Agree | yes to the cookies; fine with cookies
button | Only necessary; Reject all; Decline | no cookies; I don't want to be tracked
link | Details; Cookie settings | which cookies are those
""",
    ),
    Block(
        kind=REGION,
        titles="header",
        pick=0.8,
        table="""
link | {firm}; Home; {firm} home | back to the start page; main page
text | Search; Search products; What are you looking for? | do you sell a {product}; {product}; I'm after a {thing}; find something for {theme}
button | Search; Go
link | Sign in; Log in; My account | I already have an account; let me in; where are my old orders
link | Basket (2); Cart; Shopping bag | what have I got so far; I want to check out; pay for what I chose
link | Wish list; Saved items; Favourites | the things I liked last time
select | Language; Country and language | can this be in Italian; I don't read English | English; Deutsch; Français; Español
link | Help; Customer service | I have a question; who can I talk to
link | Stores; Find a store | is there a shop near {city}; can I come by in person
""",
    ),
    Block(
        kind=REGION,
        titles="navigation",
        pick=0.7,
        table="""
link | New in; New arrivals; Just landed | what came in this week
link | Furniture; Living room | chairs and tables
link | Kitchen; Cooking | pots and pans; something to cook with
link | Lighting; Lamps | I need more light at home
link | Garden; Outdoor | for the balcony
link | Clothing; Fashion | something to wear
link | Shoes; Footwear | boots for the winter
link | Kids; Children | for my daughter who is four
link | Sale; Outlet; Offers | anything reduced?; bargains
link | Gift ideas; Gifts | a birthday present for a friend
link | Brands; Makers A to Z | do you carry {firm}
""",
    ),
)
SHOP_FOOT = (
    Block(
        kind=REGION,
        titles="footer",
        pick=0.75,
        table="""
email | Your email; Newsletter; Email for news | keep me posted at {email}; send offers to {email}
button | Sign up; Subscribe
link | Delivery and returns; Shipping information; Delivery | how long does it take to get here; what does sending cost
link | Returns; Return an item; Refunds | I want my money back; it doesn't fit, it goes back
link | Track your order; Order status | where is my parcel
link | Size guide; Sizes | which size am I
link | Gift cards; Vouchers | a card with money on it for my aunt
link | Contact us; Contact | write to the shop; a phone number to call
link | About us; Our story | who is behind this
link | Careers; Jobs | are you hiring; work for you
link | Press; Media | I'm a journalist
link | Sustainability; Our materials | how green are you
link | Privacy policy; Privacy; Data protection | what do you do with my data
link | Terms and conditions; Terms of use | the small print
link | Imprint; Legal notice | who is liable for this site
link | Accessibility | I use a screen reader
button | Cookie settings; Cookie preferences | I changed my mind about the cookies
link | Instagram | your photos feed
link | Facebook
p | Prices include tax. Delivery from {money}.
""",
    ),
)
APP_HEAD = (
    Block(
        kind=REGION,
        titles="header",
        pick=0.8,
        table="""
link | {firm}; Workspace; Home | back to the overview
text | Search everything; Search; Jump to... | find {topic}; {person}
button | Notifications; Alerts (3); Inbox updates | what's new for me; did anybody mention me
button | {person}; Your profile; Account menu | sign me out; change my photo
link | Help; Documentation; Support | how does this thing work
link | Upgrade; Plans and billing; Billing | how much do we pay for this; the paid version
button | New; Create; + | start something from scratch
""",
    ),
    Block(
        kind=REGION,
        titles="navigation",
        pick=0.8,
        table="""
link | Overview; Dashboard | the big picture
link | Projects; Boards | everything we work on
link | Tasks; My work; To do | what is on my plate
link | Calendar; Schedule; Agenda | when are we meeting; is Friday free
link | Messages; Chat; Conversations | write {person} a line
link | Files; Documents; Drive | where did I put {file}
link | Contacts; People; Directory | who works here; {person}'s number
link | Customers; Clients | who buys from us
link | Invoices; Billing | who still owes us
link | Reports; Analytics; Insights | how did we do last {month}
link | Team; Members; Users | let {person} in; add a colleague
link | Integrations; Apps; Connections | connect it with our chat
link | Settings; Administration; Preferences | change how this works
link | Bin; Trash | I threw something away by mistake
""",
    ),
)
APP_FOOT = (
    Block(
        kind=REGION,
        titles="footer",
        often=0.6,
        table="""
link | Status; System status | is it down again
link | Privacy
link | Terms
link | Release notes; What's new; Changelog | what did the last version change
link | Keyboard shortcuts; Shortcuts | do it without the mouse
button | Send feedback; Feedback | I have an idea for you
p | Version {n}.{n}
""",
    ),
)
PRESS_HEAD = (
    Block(
        kind=REGION,
        titles="header",
        pick=0.85,
        table="""
link | The {city} Times; The Daily {firm}; {city} Today | to the front page
button | Menu; Sections
text | Search; Search the archive; Search articles | anything about {theme}; {topic}
link | Log in; Sign in | I'm a member already
link | Subscribe; Become a member; Support us | I'd pay for this; the paper at home
link | Today's paper; E-paper | the printed one on screen
link | Write; Ask a question; New thread | I'd like to ask the others something
""",
    ),
    Block(
        kind=REGION,
        titles="navigation",
        pick=0.75,
        table="""
link | World; International | what happens abroad
link | Politics; Government | the election
link | Business; Economy; Markets | shares and companies
link | Science; Research | something about space
link | Sport; Sports | last night's match
link | Culture; Arts | which film is good
link | Weather | will it rain
link | Travel | trips
link | Food; Recipes | what shall I cook
link | Opinion; Comment | what columnists think
link | Puzzles; Games; Crossword | something to pass the time
link | Podcasts; Audio | something to listen to
link | Local; {city} | news from around here
""",
    ),
)
PRESS_FOOT = (
    Block(
        kind=REGION,
        titles="footer",
        pick=0.8,
        table="""
link | Contact the newsroom; Contact; Write to us | I found a mistake; I have a tip
link | Newsletters; Morning briefing | the news by mail every day
link | Advertise; Advertising | put an ad here
link | About; About this site; Editorial team | who writes this
link | Jobs | a position as a reporter
link | RSS; Feeds | read it in my own reader
link | Privacy; Data protection
link | Terms of use; Rules | what am I allowed to post
link | Archive; All issues | an issue from {year}
link | Moderators; Who runs the forum | who decides what is deleted
link | Mobile app; Get the app | on my phone
p | Copyright {year} {firm}
""",
    ),
)
FORM_HEAD = (
    Block(
        kind=REGION,
        titles="header",
        pick=0.9,
        table="""
link | City of {city}; {firm}; {firm} online | the start page
link | Services; All services | what else can I do here
text | Search this site; Search | {theme}
link | Sign in; My account; My applications | what happened to my last application
link | Contact; Help and contact | talk to a person
select | Language | another language, please | English; Français; Polski
link | Easy read; Plain language | simpler words
""",
    ),
    Block(
        kind=REGION,
        titles="navigation",
        often=0.5,
        table="""
link | 1. Your details | back to my name
link | 2. Contact
link | 3. Documents | the papers again
link | 4. Check and send | skip to the end
link | Save and exit; Save for later | I'll go on with it tomorrow
""",
    ),
)
FORM_FOOT = (
    Block(
        kind=REGION,
        titles="footer",
        pick=0.9,
        table="""
link | Privacy notice; Data protection | what becomes of my data
link | Accessibility statement; Accessibility
link | Imprint; Legal notice
link | Fees; What it costs | what do I have to pay
link | Opening hours; Offices | when are you open
link | Report a problem; Feedback | this page is broken
p | Calls cost the local rate. Lines are open {day} to Friday.
""",
    ),
)
