"""Clients of the Web API: quick to make, and none posts anything twice."""

from bot.slack import client


def test_all_clients_share_one_tls_context() -> None:
    one = client.interactive("xoxb-1", "https://slack.com/api/")
    other = client.sender("xoxb-2", "https://slack.com/api/")

    assert one.ssl is other.ssl is client.tls()


def test_no_client_tries_again_by_itself() -> None:
    """The kit's own retry posts a message twice when the connection drops after Slack took it."""
    assert client.sender("xoxb-1", "https://slack.com/api/").retry_handlers == []
