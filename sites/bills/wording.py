"""Every way to say what stands on the pages; the last third of each is for held-out variants."""

from typing import Final

from sites.variant import Variant

WAYS: Final[dict[str, tuple[str, ...]]] = {
    # How a bill is paid by itself is called; `{auto}` below.
    "auto": (
        *("automatic payment", "autopay", "recurring payment", "direct debit"),
        *("standing order", "regular payment"),
    ),
    # What leads from page to page.
    "bills": ("Bills", "My bills", "Bills to pay", "Your bills", "Invoices", "Household bills"),
    "accounts": ("Accounts", "My accounts", "Bank accounts", "Balances"),
    "payments": ("Payments", "Payment history", "My payments", "Activity", "Transactions"),
    "all_auto": ("All {auto}s", "Your {auto}s", "Active {auto}s"),
    # What a bill is told by.
    "bill": ("Bill", "For", "Service", "Type", "Category", "Contract"),
    "payee": ("Payee", "Company", "Paid to", "Supplier", "Biller", "Provider"),
    "amount_due": ("Amount due", "Amount", "To pay", "Balance due", "Total due", "Outstanding"),
    "due": ("Due date", "Due", "Due by", "Pay by", "Deadline", "Payable until"),
    "reference": ("Reference number", "Reference", "Bill number", "Customer reference", "Bill ID"),
    "status": ("Status", "State", "Progress"),
    "status_due": ("Due", "Open", "Unpaid", "Not paid yet", "To be paid", "Awaiting payment"),
    "status_overdue": ("Overdue", "Past due", "Late", "Missed"),
    "status_part_paid": ("Partly paid", "Part paid", "Paid in part"),
    "status_scheduled": ("Scheduled", "Payment planned", "Payment on its way", "Arranged"),
    "status_paid": ("Paid", "Settled", "Paid in full", "Cleared"),
    # The payment.
    "go_pay": (
        *("Pay this bill", "Make a payment", "Pay bill", "Start a payment"),
        *("Settle this bill", "Go to payment"),
    ),
    "pay_from": (
        *("Pay from", "From account", "Account to pay from", "Account"),
        *("Take the money from", "Source account"),
    ),
    "how_much": ("How much", "Payment amount", "Amount to pay", "You pay", "What to pay"),
    "full": ("Full amount", "Pay in full", "Whole amount", "All of it", "Entire bill", "Total"),
    "part": (
        *("Another amount", "Other amount", "A different amount", "Part of it"),
        *("Custom amount", "Only some of it"),
    ),
    "euros": ("Amount in euros", "Amount (€)", "Euros", "Sum in euros"),
    "when": ("When", "When to pay", "Timing", "Payment day"),
    "today": ("Today", "Now", "Right away", "As soon as possible", "Immediately", "At once"),
    "later": (
        *("On a date", "Choose a date", "Later", "On another day"),
        *("Schedule for later", "Pick a day"),
    ),
    "date": (
        *("Date", "Payment date", "Pay on", "Date of payment"),
        *("Execution date", "Send the money on"),
    ),
    "go_on": ("Continue", "Next", "Review", "Go on", "Proceed", "To the summary"),
    "check": (
        *("Check your payment", "Review your payment", "Payment summary"),
        *("Is everything right?", "Before you pay", "Overview of the payment"),
    ),
    "pay": (
        *("Pay", "Confirm payment", "Make payment", "Pay bill"),
        *("Send payment", "Submit payment"),
    ),
    "edit": ("Edit details", "Change details", "Edit", "Change", "Back to the form", "Correct"),
    "paid": ("Payment made", "Payment confirmed", "Thank you, it is paid", "Payment sent"),
    "planned": ("Payment scheduled", "Payment planned", "Your payment is set", "Payment arranged"),
    "payment_ref": ("Payment reference", "Confirmation number", "Receipt number", "Transaction ID"),
    # The automatic payment.
    "set_up": ("Set up {auto}", "Turn on {auto}", "Start {auto}", "Add {auto}", "Create {auto}"),
    "alter": ("Change {auto}", "Edit {auto}", "Update {auto}", "Adjust {auto}"),
    "go_stop": ("Turn off {auto}", "Stop {auto}", "Cancel {auto}", "End {auto}", "Remove {auto}"),
    "day": (
        *("Day of the month", "Day each month", "Monthly on day", "Pay on day"),
        *("Which day of the month", "Collection day"),
    ),
    "check_auto": (
        *("Check your {auto}", "Review your {auto}", "Summary of your {auto}"),
        "Your {auto} at a glance",
    ),
    "turn_on": (
        *("Confirm {auto}", "Save {auto}", "Confirm", "Agree and turn on"),
        *("Activate {auto}", "Authorise {auto}"),
    ),
    "is_on": ("On", "Active", "Set up", "Running"),
    "is_off": ("Off", "Not set up", "None", "Inactive"),
    "turned_on": ("Your {auto} is on", "{auto}: set up", "All set", "Your {auto} runs now"),
    "turn_off": (
        *("Yes, turn it off", "Turn off", "Confirm and stop", "Stop paying automatically"),
        *("End it now", "Yes, remove it"),
    ),
    "keep": ("Keep it", "No, keep it", "Go back", "Leave it on"),
    "turned_off": ("Your {auto} is off", "{auto}: stopped", "It has been ended"),
    "auto_ref": ("Mandate reference", "Mandate", "Agreement number"),
}


def ways(name: str) -> frozenset[str]:
    """Return every way to say one thing, in whatever variant."""
    return frozenset(_begun(way.format(auto=auto)) for way in WAYS[name] for auto in WAYS["auto"])


def words(variant: Variant) -> dict[str, str]:
    """Choose one way to say each thing."""
    auto = variant.choose("auto", WAYS["auto"])
    chosen = {name: variant.choose(name, ways) for name, ways in WAYS.items()}
    return {name: _begun(way.format(auto=auto)) for name, way in chosen.items()}


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
