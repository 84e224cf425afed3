"""Forms: everything that can be typed, one example each, and what it does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One thing to type after `/command`."""

    command: str
    words: str
    does: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What one help text is about: a sentence, its forms, and what is good to know."""

    about: str
    forms: tuple[Form, ...] = ()
    notes: tuple[str, ...] = ()


CONTACT = (
    Form("contact", "from Acme: asks for a quote", "they contacted us; the clock starts"),
    Form("contact", "to Acme: sent the quote", "we answered; the clock stops"),
    Form("contact", "", "a form to pick and fill in"),
    Form("contact", "to Acme #482: sent the quote", "we answered this one of several"),
    Form("contact", "to Acme: ack we look at it", "they know that we are on it, and still wait"),
    Form("contact", "ack 482", "the same, of that one"),
    Form("contact", "from Acme: all is well by phone fyi", "noted; nobody waits because of it"),
    Form("contact", "from Acme: loves it at yesterday 4pm happy", "with when, and their mood"),
    Form("contact", "from Acme: it broke again complaint", "a complaint; it may be due sooner"),
    Form("contact", "answered 482", "it is answered, now"),
    Form("contact", "answered 482 at 9:30", "it was answered earlier"),
    Form("contact", "none 482", "it needs no answer"),
    Form("contact", "snooze 482 until monday", "no reminders until then"),
    Form("contact", "wake 482", "reminders again"),
    Form("contact", "hold 482 until friday", "we wait for them; the clock stands"),
    Form("contact", "resume 482", "the clock runs again"),
    Form("contact", "take 482", "I have it, for four working hours"),
    Form("contact", "release 482", "back to its owner"),
    Form("contact", "give 482 <@U0ANA>", "hand it over"),
)
PROMISE = (
    Form("promise", "Acme: send the quote by friday 5pm", "what you promised, and by when"),
    Form("promise", "", "a form to pick and fill in"),
    Form("promise", "kept 12", "it is kept, now"),
    Form("promise", "kept 12 at yesterday 4pm", "it was kept earlier"),
    Form("promise", "move 12 to monday because parts are late", "a new date, and why"),
    Form("promise", "move 12 to monday because parts are late, told", "and the customer knows"),
    Form("promise", "told 12", "the customer knows the new date, or where it stands"),
    Form("promise", "withdraw 12 because they cancelled", "it is off"),
    Form("promise", "snooze 12 until monday", "no reminders until then; the date stays"),
    Form("promise", "take 12", "I have it, for four working hours"),
    Form("promise", "give 12 <@U0ANA>", "hand it over"),
)
CUSTOMER = (
    Form("customer", "Acme", "who owns it, who waits, what we promised, what was said"),
    Form("customer", "add Acme Corp", "a new customer, yours"),
    Form("customer", "add Acme Corp key owner <@U0ANA>", "with its tier and another owner"),
    Form("customer", "add Finance internal", "another team of ours that relies on us"),
    Form("customer", "edit Acme", "a form with everything that is agreed with them"),
    Form("customer", "edit Acme tier key", "what they are due from now on"),
    Form("customer", "edit Acme owner <@U0ANA>", "another owner"),
    Form("customer", "edit Acme owner <@U0ANA> and everything open", "and all that is open"),
    Form("customer", "edit Acme target 1h cadence 10 days", "agreed with them, whatever the tier"),
    Form("customer", "edit Acme no target", "what their tier is due again"),
    Form("customer", "edit Acme name Acme Corp", "a new name; the old one still finds them"),
    Form("customer", "needs Acme: invoices by post", "what matters to them; alone it shows it"),
    Form("customer", "people Acme: Jo Doe (CFO), Sam Roe", "their people"),
    Form("customer", "alias Acme = ACME Corp, Acme Inc", "other names; `remove` takes one away"),
    Form("customer", "channel Acme <#C0ACME>", "where you meet them"),
    Form("customer", "channel Acme <#C0ACME> watch", "what is said there counts by itself"),
    Form("customer", "channel Acme stop watching", "only what you log counts"),
    Form("customer", "add Finance internal: relies on us for the report", "and for what"),
    Form("customer", "merge Acme Inc into Acme", "two that are one; I ask first"),
    Form("customer", "hand over <@U0ANA> to <@U0BEN>", "all that is Ana's, as when she leaves"),
    Form("customer", "forget Acme", "every word of it goes for good; I ask first"),
    Form("customer", "list", "all customers"),
    Form("customer", "list mine", "the ones you own"),
)
MINE = (
    Form("mine", "", "who waits for you and what you promised, worst first"),
    Form("mine", "team", "the same for your whole team"),
)
HEED = (
    Form("heed", "help", "this"),
    Form("heed", "help promise", "more about one command"),
    Form("heed", "undo", "take back your last change"),
    Form("heed", "undo 482", "take back the last change of that number"),
    Form("heed", "why 482", "why you hear of it, and what comes next"),
    Form("heed", "away until monday cover <@U0ANA>", "your reminders go to Ana until then"),
    Form("heed", "back", "they come to you again"),
    Form("heed", "brief", "what waits for you, now"),
    Form("heed", "brief at 8:30", "your morning brief comes then; off ends it"),
    Form("heed", "urgent on", "urgent reminders may come outside your hours"),
    Form("heed", "digest", "your digest now"),
    Form("heed", "hours mon-thu 9-14", "when reminders may reach you, if not in your team's hours"),
    Form("heed", "holidays DE-BY", "your own public holidays; also `holidays team`"),
    Form("heed", "setup", "a form: lead, channel, hours, days off of your team"),
    Form("heed", "tier", "what each tier of customers is due"),
    Form("heed", "team", "the form of `setup`; `team show`: people, hours, next week"),
    Form("heed", "check", "does every reminder reach somebody?"),
)
SETUP = (
    Form("heed", "setup", "a form with all of it; shows what becomes of next week"),
    Form("heed", "setup show", "how things are set up, as text"),
    Form("heed", "setup lead <@U0ANA>", "who hears when something stays open"),
    Form("heed", "setup channel <#C0TEAM>", "the team's own channel"),
    Form("heed", "setup reminders channel", "from the due time on, tell the channel"),
    Form("heed", "setup reminders dm", "tell each owner directly"),
    Form("heed", "setup hours mon-fri 9-12, 13-17:30 in Europe/Berlin", "when waiting counts"),
    Form("heed", "setup zone Europe/Berlin", "in whose time; `zone own`: in each member's"),
    Form("heed", "setup country Germany", "its public holidays are days off; or a region, DE-BY"),
    Form("heed", "setup closed 2026-12-25", "a day off"),
    Form("heed", "setup half 24 Dec, 31 Dec until 12", "worked until then, or `from 13`"),
    Form("heed", "setup open 2026-12-25", "worked after all, also on a public holiday"),
    Form("heed", "setup start 2026-12-01", "remind only of what comes due from then on"),
    Form("heed", "setup shadow on", "send no reminders, only count them"),
    Form("heed", "setup emoji claim :eyes:", "what an emoji on a reminder does"),
    Form("heed", "setup ticks on", "✅ on a customer's message in a watched channel answers it"),
)
TIER = (
    Form("heed", "tier", "a form for what each tier is due"),
    Form("heed", "tier list", "what each tier is due, and how many customers it has"),
    Form("heed", "tier key target 2h", "an answer within two working hours"),
    Form("heed", "tier key complaint 1h", "to a complaint sooner"),
    Form("heed", "tier key no complaint", "to a complaint as to any other word"),
    Form("heed", "tier key next 4h update 3 days", "how soon another word, once we are on it"),
    Form("heed", "tier key cadence 14 days", "the longest silence, in days of the calendar"),
    Form("heed", "tier key urgent", "may come outside working hours, to whoever allows it"),
    Form("heed", "tier add strategic target 1h", "a tier of your own"),
    Form("heed", "tier remove strategic", "its customers are standard again"),
)
TEAM = (
    Form("heed", "team show", "your team: people, hours, days off, next week"),
    Form("heed", "team list", "all teams"),
    Form("heed", "team add São Paulo", "a new team"),
    Form("heed", "team São Paulo members <@U0ANA> <@U0BEN>", "they are in that team now"),
    Form("heed", "team São Paulo lead <@U0ANA>", "anything that `setup` sets, of that team"),
    Form("heed", "team São Paulo country BR-SP", "its public holidays"),
    Form("heed", "team São Paulo name Latin America", "another name"),
    Form("heed", "team remove São Paulo", "once nobody is in it"),
    Form("heed", "hours", "when reminders may reach you"),
    Form("heed", "hours mon-thu 9-14", "your own week; `hours team`: your team's again"),
    Form("heed", "holidays DE-BY", "your own public holidays; `holidays team`, `holidays none`"),
)
DUE_PHRASES = (
    *("friday", "fri 5pm", "tomorrow noon", "eod", "end of month", "in 2 working days"),
    *("3 Dec", "2026-12-03 15:00", "next tue", "in 90m"),
)
