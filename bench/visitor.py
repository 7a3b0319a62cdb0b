"""One visitor of the running app, as a browser is one: the protocol of Streamlit over a WebSocket, without drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from time import perf_counter
from types import TracebackType
from urllib.parse import parse_qs, quote, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.TextInput_pb2 import TextInput
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

_LARGEST = 200 * 2**20  # bytes of one message; the app sends far less


class VisitError(RuntimeError):
    """The app did not answer as it should."""


@dataclass(slots=True)
class Page:
    """What the app drew last for a visitor."""

    elements: list[Element] = field(default_factory=list)
    address: str = ""  # the query string that the app set
    bytes: int = 0

    @property
    def html(self) -> str:
        return "\n".join(element.html.body for element in self.elements if element.WhichOneof("type") == "html")

    @property
    def errors(self) -> list[str]:
        """What was drawn instead of an answer."""
        return [e.exception.message for e in self.elements if e.WhichOneof("type") == "exception"]

    def questions(self) -> set[str]:
        """Every question that the page names: in its box, its address and its links."""
        found = {box.value or box.default for box in self._boxes()}
        addresses = [self.address, *(part.split('"', 1)[0] for part in self.html.split('href="?')[1:])]
        for address in addresses:
            query = parse_qs(urlsplit(f"?{unescape(address)}").query)
            found |= set(query.get("q", ()))
            found |= {item[2:].split("\n")[0] for item in query.get("item", ()) if item.startswith("q:")}
        return {question for question in found if question}

    def box(self) -> str:
        """The id of the box for the question; raises VisitError when there is none."""
        for box in self._boxes():
            return str(box.id)
        raise VisitError("there is no box for a question on the page")

    def submit(self) -> str:
        """The id of the button that sends the question."""
        for element in self.elements:
            if element.WhichOneof("type") == "button" and element.button.is_form_submitter:
                return str(element.button.id)
        raise VisitError("there is no button that sends the question")

    def _boxes(self) -> list[TextInput]:
        inputs = (e.text_input for e in self.elements if e.WhichOneof("type") == "text_input")
        return [box for box in inputs if box.form_id]


class Visitor:
    """A session of the app; to be used as `async with`."""

    def __init__(self, app: str) -> None:
        self._stream = f"{app.replace('http', 'ws', 1)}_stcore/stream"
        self.page = Page()

    async def __aenter__(self) -> Visitor:
        spoken = [Subprotocol("streamlit")]
        self._socket: ClientConnection = await connect(self._stream, subprotocols=spoken, max_size=_LARGEST)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def open(self, **query: str) -> float:
        """Opens an address of the app; gives back the seconds until it was drawn."""
        self.page.address = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        return await self._run(ClientState(query_string=self.page.address))

    async def ask(self, question: str) -> float:
        """Types a question into the box and sends it; gives back the seconds until the answer was there."""
        typed = WidgetState(id=self.page.box(), string_value=question)
        sent = WidgetState(id=self.page.submit(), trigger_value=True)
        states = WidgetStates(widgets=[typed, sent])
        return await self._run(ClientState(query_string=self.page.address, widget_states=states))

    async def _run(self, state: ClientState) -> float:
        began = perf_counter()
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        drawn = Page(address=self.page.address)
        while True:
            data = await self._socket.recv()
            assert isinstance(data, bytes)
            message = ForwardMsg.FromString(data)
            drawn.bytes += len(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                drawn.elements.clear()
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                drawn.elements.append(message.delta.new_element)
            elif kind == "page_info_changed":
                drawn.address = message.page_info_changed.query_string
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise VisitError(f"the app ended with {message.script_finished}")
                self.page = drawn
                return perf_counter() - began
