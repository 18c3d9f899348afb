"""A back end of the standard library alone: it asks a model, and hands its answer on in lines of JSON."""

import json
import os
import socket
import threading
from functools import partial
from http.client import HTTPConnection, HTTPException
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

MODEL = urlsplit(os.environ["OPENAI_BASE_URL"])
# What ties a request to the model to the page's own, as OpenTelemetry would send it on.
TRACE = ("traceparent", "baggage")


class Handler(SimpleHTTPRequestHandler):
    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["content-length"])))["text"]
        trace = {name: self.headers[name] for name in TRACE if name in self.headers}
        self.send_response(200)
        self.send_header("content-type", "application/x-ndjson")
        self.end_headers()
        try:
            for message in ask(question, trace, self.connection):
                self.wfile.write(json.dumps(message).encode() + b"\n")
        except (HTTPException, OSError):
            pass  # The reader has left: see `cancel_when_left`.

    def log_message(self, *_):
        """Prints nothing: it would stand in the report of the tests."""


def ask(question, trace, page):
    """Gives what comes of a question: pieces of text, or an error."""
    model = HTTPConnection(MODEL.hostname, MODEL.port)
    body = {
        "model": "gpt-4o-mini",
        "stream": True,
        "messages": [{"role": "user", "content": question}],
    }
    headers = {**trace, "content-type": "application/json"}
    model.request("POST", f"{MODEL.path}/chat/completions", json.dumps(body), headers)
    threading.Thread(target=cancel_when_left, args=(page, model.sock), daemon=True).start()
    with model.getresponse() as response:
        if response.status != 200:
            yield {"error": f"{response.status} {response.reason}"}
            return
        for line in response:
            if line.startswith(b"data: {"):
                for choice in json.loads(line[len("data: ") :])["choices"]:
                    if choice["delta"].get("content"):
                        yield {"text": choice["delta"]["content"]}
    model.close()


def cancel_when_left(page, model):
    """Ends the request to the model when the page closes its own: it sends nothing more before that."""
    try:
        page.recv(1, socket.MSG_PEEK)
        model.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # Both are done.


ThreadingHTTPServer.daemon_threads = True
ThreadingHTTPServer(
    ("127.0.0.1", int(os.environ["PORT"])), partial(Handler, directory="public")
).serve_forever()
