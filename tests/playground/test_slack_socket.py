"""Socket Mode on the wire, seen by a bare websocket client."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from bot.playground.slack import CommandOutcome, Slack, Status

Json = dict[str, Any]


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(ack_seconds=0.15, event_retry_delays=(0.0, 0.01)) as slack:
        slack.add_member("ada")
        yield slack


@asynccontextmanager
async def connected(slack: Slack, count: int = 1) -> AsyncIterator[list[ClientWebSocketResponse]]:
    async with ClientSession() as session:
        sockets = []
        for _ in range(count):
            socket = await session.ws_connect(await address(session, slack), autoping=False)
            assert (await frame(socket))["type"] == "hello"
            sockets.append(socket)
        yield sockets
        for socket in sockets:
            await socket.close()


async def address(session: ClientSession, slack: Slack) -> str:
    headers = {"Authorization": f"Bearer {slack.app_token}"}
    async with session.post(f"{slack.api_url}apps.connections.open", headers=headers) as got:
        return str((await got.json())["url"])


async def frame(socket: ClientWebSocketResponse) -> Json:
    received: Json = await socket.receive_json(timeout=2)
    return received


async def type_command(slack: Slack, text: str = "") -> CommandOutcome:
    return await asyncio.to_thread(slack.command, "ada", "/contact", text)


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def test_the_hello_tells_how_long_the_connection_will_last(slack: Slack) -> None:
    async def story() -> None:
        async with ClientSession() as session:
            socket = await session.ws_connect(await address(session, slack))
            hello = await frame(socket)
            await socket.close()
        assert hello["debug_info"]["approximate_connection_time"] == 3600
        assert hello["num_connections"] == 1
        assert hello["connection_info"]["app_id"] == slack.installation.app_id

    run(story)


def test_a_ticket_opens_one_socket(slack: Slack) -> None:
    async def story() -> None:
        async with ClientSession() as session:
            ticket = await address(session, slack)
            first = await session.ws_connect(ticket)
            with pytest.raises(WSServerHandshakeError):
                await session.ws_connect(ticket)
            await first.close()

    run(story)


def test_an_envelope_is_acknowledged_with_the_reply_in_it(slack: Slack) -> None:
    async def story() -> None:
        async with connected(slack) as (socket,):
            typing = asyncio.create_task(type_command(slack, "hello"))
            envelope = await frame(socket)
            assert (envelope["type"], envelope["accepts_response_payload"]) == (
                "slash_commands",
                True,
            )
            assert envelope["payload"]["text"] == "hello"
            reply = {"envelope_id": envelope["envelope_id"], "payload": {"text": "noted"}}
            await socket.send_json(reply)
            assert (await typing).text == "noted"

    run(story)


def test_each_payload_goes_to_one_socket_in_turn(slack: Slack) -> None:
    async def story() -> None:
        async with connected(slack, 2) as sockets:
            slack.wait_for_connection(2)
            for _ in range(4):
                slack.change_zone("ada", "Asia/Tokyo")
            for socket in sockets:
                for _ in range(2):
                    envelope = await frame(socket)
                    await socket.send_json({"envelope_id": envelope["envelope_id"]})
        ids = {sent.payload["event_id"] for sent in slack.sent("events_api")}
        assert len(ids) == len(slack.sent("events_api")) == 4

    run(story)


def test_an_event_left_unacknowledged_comes_again_marked_as_a_retry(slack: Slack) -> None:
    async def story() -> None:
        async with connected(slack) as (socket,):
            slack.change_zone("ada", "Asia/Tokyo")
            first, second = await frame(socket), await frame(socket)
            await socket.send_json({"envelope_id": second["envelope_id"]})
            await asyncio.to_thread(slack.settle)
        assert (first["retry_attempt"], first["retry_reason"]) == (0, "")
        assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
        assert first["payload"] == second["payload"]
        assert first["envelope_id"] != second["envelope_id"]

    run(story)


def test_an_event_is_given_up_in_the_end(slack: Slack) -> None:
    slack.change_zone("ada", "Asia/Tokyo")
    slack.settle()

    assert [sent.attempt for sent in slack.sent("events_api")] == [0, 1, 2]


def test_without_a_socket_a_command_fails_at_once(slack: Slack) -> None:
    outcome = slack.command("ada", "/contact")

    assert (outcome.status, outcome.error) == (Status.FAILED, "not_connected")


def test_pings_are_answered(slack: Slack) -> None:
    async def story() -> None:
        async with connected(slack) as (socket,):
            await socket.ping(b"there?")
            pong = await socket.receive(timeout=1)
            assert (pong.type, pong.data) == (WSMsgType.PONG, b"there?")

    run(story)


def test_a_planned_end_is_announced_and_an_answer_on_the_next_socket_counts(slack: Slack) -> None:
    async def story() -> None:
        async with connected(slack, 1) as (leaving,):
            typing = asyncio.create_task(type_command(slack))
            envelope = await frame(leaving)
            ending = asyncio.create_task(asyncio.to_thread(slack.disconnect))
            goodbye = await frame(leaving)
            async with connected(slack) as (fresh,):
                await fresh.send_json({"envelope_id": envelope["envelope_id"]})
                assert (await typing).ok
                assert (await leaving.receive(timeout=1)).type is WSMsgType.CLOSE
                await leaving.close()
                await ending
                assert slack.connections == 1
        assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "refresh_requested")

    run(story)


def test_a_cut_socket_ends_without_a_goodbye(slack: Slack) -> None:
    async def story() -> None:
        async with connected(slack) as (socket,):
            slack.wait_for_connection()
            slack.cut()
            ended = await socket.receive(timeout=1)
            assert ended.type in (WSMsgType.CLOSED, WSMsgType.ERROR)
            assert slack.connections == 0

    run(story)


def test_a_silent_socket_looks_open_and_answers_nothing(slack: Slack) -> None:
    async def story() -> None:
        async with connected(slack) as (socket,):
            slack.wait_for_connection()
            slack.silence()
            await socket.ping(b"there?")
            assert (await type_command(slack)).status is Status.OPERATION_TIMEOUT
            with pytest.raises(TimeoutError):
                await socket.receive(timeout=0.05)

    run(story)
