"""Training phrasings of errands with mail and calendar."""

SEND = (
    "Send a mail to {to}", "Write to {to}", "Please email {to}", "Can you write {to} a mail",
    "mail to {to}", "I need to write to {to}", "drop {to} a line", "Send {to} a message",
)
SEND_TO_NOBODY = ("Send a mail", "I want to write a mail", "Please send a message", "new mail please")
SUBJECT = ("with the subject {subject}", "subject: {subject}", "the subject is {subject}")
TEXT = ("text: {text}", "write: {text}", "say: {text}", "It should say: {text}", "The message: {text}")
REPLY = (
    "Reply to {sender}", "Answer {sender}", "Please answer the mail from {sender}",
    "Write back to {sender}", "reply to the message of {sender}", "Respond to what {sender} sent me",
)
REPLY_TO_NOBODY = ("I want to answer a mail", "Reply to a mail please", "help me write back to someone")
ABOUT = ("about {about}", "called {about}", "with the subject {about}", "the one called {about}")
PUT_AWAY = {
    "archived": ("Archive the mail from {sender}", "Put the mail of {sender} into the archive",
                 "please archive what {sender} wrote", "Move {sender}'s mail to the archive"),
    "deleted": ("Delete the mail from {sender}", "Throw away the mail of {sender}",
                "please delete what {sender} wrote", "Get rid of {sender}'s mail"),
}
PUT_AWAY_NOBODYS = {
    "archived": ("I want to archive a mail", "Archive a mail please", "one mail goes to the archive"),
    "deleted": ("I want to delete a mail", "Delete a mail please", "get rid of a mail for me"),
}
ADD = ("Put {title} into my calendar", "New event: {title}", "Please add {title} to my calendar",
       "I have {title}, note it in the calendar", "calendar: {title}", "Plan {title} for me")
ADD_UNTOLD = ("Put something into my calendar", "I need a new event", "Please add an event")
MOVE = ("Move {title}", "Please reschedule {title}", "Put {title} on another time",
        "{title} has to be moved", "I must change when {title} is", "can you move {title}?")
MOVE_UNTOLD = ("I need to reschedule something", "Please move an event", "One event has to be moved")
DAY = ("on {day}", "on {day}", "the day is {day}", "it's on {day}")
HOURS = ("from {start} to {end}", "from {start} until {end}", "between {start} and {end}")
PLACE = ("The place is {place}", "Place: {place}", "It takes place at {place}")
SUBJECTS = ("Weekend plans", "Keys", "The garden party", "Lost umbrella", "Holiday photos", "Thank you",
            "Book club", "Car sharing", "Change of address", "The new printer", "Concert tickets")
TEXTS = (
    "I will be ten minutes late", "Could you call me tonight", "Thanks for your help with the move",
    "I found your umbrella at my place", "Are you coming to the garden party",
    "The printer works again", "Please bring the keys along", "I got the tickets for both of us",
    "We have a new address", "Count me in", "That suits me well, see you there",
    "Sorry, I can't make it this time", "Yes, I would love to", "Let me think about it",
    "Thank you, that is very kind", "No need to hurry", "Please send me the details",
)
TITLES = ("Lunch with the team", "Vet appointment", "Guitar lesson", "Flat viewing", "Cinema night",
          "Choir rehearsal", "Tax adviser", "Bike repair", "Language course", "Physiotherapy")
PLACES = ("Station cafe", "Town hall", "Mill bakery", "Park pavilion", "Main library")
YES = ("yes", "Yes please", "go ahead", "ok", "Sure", "sounds good", "yep", "that's right, yes",
       "Yes, go ahead", "perfect, do it", "yes please, thanks", "do it")
NO = ("no", "no thanks", "stop, I don't want it", "no, leave it", "better not", "wait, no", "nope",
      "no, forget it", "please don't", "not now", "I'd rather not", "No. I've changed my mind.", "nah")
CHANGE = ("actually, write: {text}", "no, it should say: {text}", "sorry, write this instead: {text}",
          "wait, better: {text}", "hm, change the text: {text}")
CORRECTION = ("sorry, wrong subject, I meant {subject}", "oh, the subject should be {subject}")
ASKED = {
    "to": ("{to}", "to {to}", "{to} please", "it goes to {to}"),
    "sender": ("{sender}", "the one from {sender}", "{sender} wrote it", "I mean {sender}"),
    "about": ("{about}", "the one called {about}", "I mean {about}", "{about} please"),
    "subject": ("{subject}", "the subject is {subject}", "let's say {subject}", "subject: {subject}"),
    "text": ("{text}", "write: {text}", "just say: {text}", "it should say: {text}"),
    "title": ("{title}", "it's {title}", "{title} please", "I mean {title}"),
    "day": ("{day}", "on {day}", "{day} please", "{day}, thanks"),
    "hours": ("from {start} to {end}", "{start} to {end}", "from {start} until {end} please"),
}
