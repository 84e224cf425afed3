"""The *About* tab of Heed: what it is, and its commands as the manifest describes them."""

from markupsafe import Markup

from bot.playground.browser.look import Look
from bot.slack.manifest import manifest


def about(look: Look) -> Markup:
    """Return Heed's own page, as an app's profile in Slack."""
    made = manifest(prefix=look.prefix)
    commands = Markup("").join(
        Markup(
            '<li><button type="button" data-act="fill" data-text="{} "><code>{}</code></button>'
            ' <span>{}</span> <span class="hint">{}</span></li>'
        ).format(one["command"], one["command"], one["description"], one["usage_hint"])
        for one in made["features"]["slash_commands"]
    )
    return Markup('<div class="about"><p>{}.</p><h2>Commands</h2><ul>{}</ul></div>').format(
        made["display_information"]["description"], commands
    )
