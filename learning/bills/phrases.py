"""Training phrasings of errands with bills: fragments that are combined at random."""

from collections.abc import Mapping
from typing import Final

from learning.wishes.bills import BillErrand, Pay, TurnOff, TurnOn

BILLS: Final[Mapping[str, tuple[str, ...]]] = {
    "Electricity": ("electricity", "the electricity", "my electricity bill", "power", "electric",
                    "the power bill", "our electricity", "this month's electricity"),
    "Water": ("water", "the water bill", "my water bill", "our water", "the water", "water bill"),
    "Gas": ("gas", "the gas", "my gas bill", "the gas bill", "our gas", "heating gas"),
    "Internet": ("internet", "the internet", "my internet bill", "broadband", "our broadband",
                 "wifi", "the internet bill", "home internet"),
    "Mobile phone": ("mobile phone", "my mobile phone", "the phone bill", "my phone bill", "phone",
                     "my mobile", "the mobile bill", "cell phone", "mobile phone bill"),
    "Rent": ("rent", "the rent", "my rent", "our rent", "this month's rent", "rent for the flat"),
    "Home insurance": ("home insurance", "the home insurance", "my home insurance", "insurance",
                       "the house insurance", "our home insurance", "the insurance bill"),
    "Waste collection": ("waste collection", "the waste collection", "the bins", "rubbish",
                         "the waste bill", "garbage collection", "our waste collection"),
    "Music school": ("music school", "the music school", "music lessons", "the music lessons",
                     "my daughter's music school", "the music school fee", "our son's music school"),
}
"""How people call what a bill is for."""
BY_PAYEE: Final = (
    "the {payee} bill", "what I owe {payee}", "the bill from {payee}", "{payee}", "my {payee} bill",
    "the invoice of {payee}",
)

OPENERS: Final[Mapping[type[BillErrand], tuple[str, ...]]] = {
    Pay: (
        "Pay {bill}{rest}", "Please pay {bill}{rest}", "I need to pay {bill}{rest}",
        "Can you pay {bill}{rest}?", "pay {bill}{rest} pls", "I'd like to pay {bill}{rest}",
        "Could you settle {bill}{rest}?", "Hi, please pay {bill}{rest}", "{bill}: pay it{rest}",
        "I have to pay {bill}{rest}", "Time to pay {bill}{rest}", "take care of {bill}{rest}",
        "Would you pay {bill}{rest}, please?", "We need to get {bill} paid{rest}",
        "Hello! Can you make a payment for {bill}{rest}?", "get {bill} paid{rest}",
        "please make payment of {bill}{rest}", "Let's pay {bill}{rest}", "sort out {bill}{rest}",
        "there's {bill} to be paid{rest}", "Payment for {bill}{rest}", "i want pay {bill}{rest}",
        "Good morning, kindly pay {bill}{rest}.", "I forgot {bill}, please pay it{rest}",
        "{bill} came in, pay it{rest}", "Got a reminder for {bill}, pay it{rest}",
    ),
    TurnOn: (
        "Set up automatic payment for {bill}{rest}", "I want {bill} to be paid by itself{rest}",
        "Please put {bill} on autopay{rest}", "Pay {bill} automatically{rest}",
        "Can you set up autopay for {bill}{rest}?", "autopay for {bill}{rest}",
        "From now on {bill} should be paid automatically{rest}", "automate {bill}{rest} please",
        "I'm tired of paying {bill} by hand, set up a direct debit{rest}",
        "Set {bill} up so it pays itself{rest}", "Hi, I'd like a direct debit for {bill}{rest}",
        "Could {bill} be paid each month without me{rest}?", "recurring payment for {bill}{rest}",
        "Let {bill} go out on its own every month{rest}", "please set up recurring payment {bill}{rest}",
        "I keep forgetting {bill}, pay it automatically{rest}", "make {bill} automatic{rest}",
        "Start a monthly payment for {bill}{rest}", "direct debit for {bill}{rest}, please",
    ),
    TurnOff: (
        "Turn off automatic payment for {bill}{rest}", "Stop autopay for {bill}{rest}",
        "I don't want {bill} to be paid automatically any more{rest}",
        "Please stop paying {bill} by itself{rest}", "cancel the direct debit for {bill}{rest}",
        "Take {bill} off autopay{rest}", "Can you end the recurring payment for {bill}{rest}?",
        "no more autopay for {bill}{rest}", "I'd rather pay {bill} myself from now on{rest}",
        "{bill} should not be paid automatically any longer{rest}", "autopay off: {bill}{rest}",
        "Could you switch off the automatic payment of {bill}{rest}?",
        "remove {bill} from automatic payments{rest}", "end direct debit {bill}{rest}",
        "We changed our mind about {bill}, stop the automatic payments{rest}",
    ),
}
BARE_OPENERS: Final[Mapping[type[BillErrand], tuple[str, ...]]] = {
    Pay: ("I need to pay a bill", "pay a bill please", "Can you pay something for me?", "bill",
          "hi, there's a bill to be paid", "I'd like to make a payment", "one bill to pay today",
          "Help me with a bill, please", "Could you pay one of my bills?", "we have a bill open"),
    TurnOn: ("I want a bill to be paid automatically", "set up autopay please", "autopay",
             "Can you set up an automatic payment?", "I'd like to start a direct debit",
             "please make one of my bills automatic", "one bill should pay itself each month"),
    TurnOff: ("I want to stop an automatic payment", "turn off autopay please",
              "Can you end a direct debit for me?", "please stop one of the automatic payments",
              "one of my bills shouldn't be paid automatically any more"),
}
SUBJECTS: Final[Mapping[type[BillErrand], tuple[str, ...]]] = {
    Pay: ("pay {bill}", "payment: {bill}", "{bill}, pay", "pay: {bill}", "bill to pay: {bill}"),
    TurnOn: ("autopay for {bill}", "{bill} automatic", "set up direct debit: {bill}",
             "automatic payment {bill}", "{bill} on autopay"),
    TurnOff: ("autopay off for {bill}", "stop direct debit: {bill}", "{bill} no more automatic",
              "end automatic payment {bill}"),
}
"""What a telegram or a list begins with."""
SENTENCES: Final[Mapping[str, tuple[str, ...]]] = {
    "account": ("Take it from the {account}", "Use the {account}", "The money is in my {account}",
                "Account: {account}", "It should come out of the {account}",
                "I want to use my {account} for it", "Charge the {account}"),
    "amount": ("I only want to pay {amount} of it", "Just {amount} for now", "Amount: {amount}",
               "I can't pay it all, make it {amount}", "{amount} will do", "Pay {amount}, no more"),
    "on": ("It should go out on {on}", "Do it on {on}", "Schedule it for {on}", "Date: {on}",
           "I want it paid on {on}", "My salary comes late, so pay on {on}"),
    "day": ("It should be paid on the {day} of each month", "Day of the month: {day}",
            "The {day} of every month is good", "Always on the {day}", "Monthly on day {number}"),
}
FRAGMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "account": ("from the {account}", "from my {account}", "out of the {account}",
                "using the {account}", "with my {account}", "from {account}", "via our {account}"),
    "amount": ("but only {amount}", "just {amount} of it", "{amount} of it", "only {amount} for now",
               "but no more than {amount}", "{amount} as a first part"),
    "on": ("on {on}", "on {on}", "but on {on}", "dated {on}", "scheduled for {on}", "to go out {on}"),
    "day": ("on the {day} of each month", "every month on the {day}", "on day {number}",
            "on the {day} of the month", "always on the {day}", "monthly on the {day}"),
}
BARE: Final[Mapping[str, tuple[str, ...]]] = {
    "account": ("{account}", "from {account}", "account {account}"),
    "amount": ("{amount}", "only {amount}", "part: {amount}"),
    "on": ("{on}", "on {on}", "date {on}"),
    "day": ("day {number}", "the {day} of each month", "{day} of the month"),
}
"""In a telegram or a list."""
HINTS: Final[Mapping[str, tuple[str, ...]]] = {
    "amount": ("but only a part of it", "not all of it though", "just some of it for now",
               "a partial payment", "only part of the amount"),
    "on": ("but later", "please schedule it", "not right away", "on a later date",
           "it should go out on another day"),
}
"""That something is wanted which isn't told yet."""
NOTHING_ODD: Final = ("in full", "the full amount", "all of it", "right away", "now", "today",
                      "the whole amount", "immediately", "everything that is due", "at once")
"""What would be done anyway."""
REMARKS: Final = (
    "Thanks in advance!", "I nearly forgot about it.", "It's getting urgent.", "Sorry to bother you.",
    "My wife usually does this.", "They keep sending reminders.", "Hope you can help.", "cheers",
    "I don't want any late fees.", "I hate paperwork.", "I'm on the train just now.",
    "It is always more than I think.", "The letter got lost.", "We've been on holiday.",
)
YES: Final = ("yes", "Yes please", "yes, pay it", "go ahead", "ok", "Sure", "yep", "do it",
              "Yes, go ahead", "that's right, yes", "confirm", "perfect, do it", "sounds good",
              "yes please, thanks", "correct, go ahead", "okay", "fine, do it")
NO: Final = ("no", "No, don't", "no thanks", "stop, I don't want it", "no, leave it", "better not",
             "wait, no", "no, forget it", "nope", "don't", "No. I've changed my mind.", "not now",
             "no, I'll ask my husband first", "I'd rather not", "hmm no, I'll think about it",
             "sorry, no", "never mind", "nah", "no, that's too much money", "please don't do that",
             "No, let me look at the letter again first")
CHANGES: Final[Mapping[str, tuple[str, ...]]] = {
    "account": ("actually, take it from the {account}", "no, use the {account} instead",
                "wait, the {account} please", "I'd rather use my {account}",
                "hm, better from the {account}", "change the account to {account}",
                "hold on, {account} instead", "not that account, the {account}"),
    "amount": ("actually, make it {amount}", "no, only {amount}", "wait, pay just {amount}",
               "I'd rather pay {amount}", "change that to {amount}", "hm, {amount} is better",
               "hold on, {amount} instead", "too much, {amount} please"),
    "on": ("actually, on {on}", "no, make it {on}", "wait, pay it on {on}", "better on {on}",
           "change the date to {on}", "I'd rather have it on {on}", "hold on, {on} instead"),
    "day": ("actually, on the {day}", "no, the {day} of the month instead", "better day {number}",
            "wait, make it day {number}", "I'd rather have the {day} of each month",
            "hold on, the {day} of every month please"),
    "service": ("wait, not that one, I meant {bill}", "no, wrong bill, {bill} please",
                "hold on, it's {bill} that I mean", "not this one, {bill}",
                "actually, do {bill} instead"),
}
CORRECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "account": ("sorry, wrong account, it's the {account}", "oh, my mistake: the {account}",
                "I told you wrong, from the {account}", "I mixed them up, the {account} please"),
    "amount": ("sorry, I misread that, {amount}", "oh, my mistake: {amount}",
               "I told you wrong, it's {amount}", "I looked at the wrong line, {amount}"),
    "on": ("sorry, wrong date, it's {on}", "oh, my mistake: {on}", "I misread my calendar, {on}",
           "I told you wrong, on {on}"),
    "day": ("sorry, wrong day, day {number}", "oh, my mistake: the {day} of the month",
            "I told you wrong, it's day {number}", "I meant the {day} of each month"),
    "service": ("sorry, wrong bill, I meant {bill}", "oh, my mistake: {bill}",
                "I told you wrong, it's {bill}", "I mixed them up, {bill} please"),
}
"""What somebody says who gave a wrong answer before."""
ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "service": ("{bill}", "{bill}, please", "it's {bill}", "{bill}.", "I mean {bill}", "{bill}!",
                "that would be {bill}"),
    "account": ("the {account}", "from the {account}", "{account}", "{account} please",
                "my {account}", "use the {account}", "The {account}, thanks."),
    "amount": ("{amount}", "{amount} please", "I'd say {amount}", "only {amount}", "{amount}."),
    "on": ("on {on}", "{on}", "{on} please", "let's say {on}", "{on}, thanks", "It's {on}."),
    "day": ("the {day}", "on the {day} of each month", "day {number}", "the {day} please",
            "{number}", "always the {day}"),
}
AS_USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "amount": ("all of it", "the full amount", "everything that is due"),
    "on": ("now", "right away", "at once"),
}
"""Answers of who wants what is done anyway."""
