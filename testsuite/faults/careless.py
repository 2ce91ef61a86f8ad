"""careless.py: a runtime client that does wrong, by its argument, what
faults.py is to find.

    silent      drops a broken event without a word
    twice       posts two answers
    busy        asks again at once, and for ever
    hangs       waits for ever for what broke off
    quits       ends with status 0

SPDX-License-Identifier: MIT
"""

import http.client
import os
import sys
import time

PREFIX = "/2018-06-01/runtime/invocation/"
api = os.environ["AWS_LAMBDA_RUNTIME_API"]
kind = sys.argv[1]
n = 0


def exchange(method, path, body=None):
    connection = http.client.HTTPConnection(api)
    connection.request(method, PREFIX + path, body)
    response = connection.getresponse()
    return response, response.read()


while True:
    try:
        event, body = exchange("GET", "next")
        name = event.headers["Lambda-Runtime-Aws-Request-Id"]
    except (OSError, http.client.HTTPException) as error:
        if kind == "quits":
            sys.exit(0)
        if kind == "hangs":
            time.sleep(3600)
        if kind != "silent":
            print("Runtime API at %s: %s" % (api, error), file=sys.stderr)
        while kind == "busy":
            pass
        continue
    print("handled", name, "left 0", flush=True)
    exchange("POST", name + "/response", body)
    if kind == "twice":
        exchange("POST", name + "/error", b"{}")
