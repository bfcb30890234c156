"""What the site says, in every way in which it may be said."""

from enum import Enum, unique


@unique
class Word(Enum):
    """A label, heading or button. The last third of its ways is for held-out variants."""

    INBOX = ("Inbox", "Incoming", "Received", "In tray")
    ARCHIVE_FOLDER = ("Archive", "Archived", "Old mail", "Put aside")
    SENT_FOLDER = ("Sent", "Sent mail", "Outgoing", "Written")
    CONTACTS = ("Contacts", "People", "Address book", "Known people")
    CALENDAR = ("Calendar", "Agenda", "Schedule", "Diary")
    WRITE = ("Write", "New mail", "Compose", "New message", "Write a mail", "Start a mail")
    REPLY = ("Reply", "Answer", "Write back", "Respond")
    ARCHIVE = ("Archive this mail", "Move to archive", "To archive", "Put into archive")
    RESTORE = ("Move to inbox", "Back to inbox", "Return to inbox", "Into the inbox")
    BIN = ("Move to bin", "Move to trash", "Throw away", "Put in the bin")
    SURE = ("Delete this mail?", "Delete for good?", "Really delete?", "Shall this be deleted?")
    DELETE = ("Delete", "Delete mail", "Yes, delete", "Delete now", "Delete forever", "Delete it")
    KEEP = ("Keep it", "Keep this mail", "No, keep it", "Leave it")
    DELETED = ("Mail deleted", "The mail is deleted", "Deleted", "This mail is gone")
    TO = ("To", "Recipient", "Send to", "Addressed to")
    SUBJECT = ("Subject", "Subject line", "Topic", "About")
    TEXT = ("Text", "Message", "Your message", "Body", "Your text", "What you write")
    NEXT = ("Continue", "Preview", "Next", "Look it over")
    CHECK = ("Check your mail", "Before it goes", "Is this right?", "One last look")
    SEND = ("Send", "Send mail", "Send message", "Send now", "Send it", "Send this mail")
    EDIT = ("Edit", "Change", "Change text", "Correct")
    SENT = ("Mail sent", "Your mail is sent", "Message sent", "It is on its way")
    REFERENCE = ("Reference", "Number", "Code", "Receipt")
    NEW_EVENT = ("New event", "Add event", "Create event", "New entry")
    TITLE = ("Title", "Event", "Name of event", "What")
    DATE = ("Date", "Day", "On", "Which day")
    START = ("Start", "Starts at", "From", "Begins at")
    END = ("End", "Ends at", "Until", "Over at")
    PLACE = ("Place", "Location", "Where", "Venue")
    SAVE = ("Save", "Save event", "Save changes", "Put into calendar")
    ALTER = ("Change event", "Edit event", "Change time or place", "Reschedule")
    SAVED = ("Event saved", "Saved", "The event is saved", "It is in your calendar")
