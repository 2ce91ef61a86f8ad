# client.py: the least that anything behind awslambdaric can cost: the bytes
# that came go back, and nothing looks at them.
# SPDX-License-Identifier: MIT

import sys


class Marshaller:
    def unmarshal_request(self, request, content_type="application/json"):
        return request

    def marshal_response(self, response):
        return response, "application/json"


for module in list(sys.modules.values()):
    client = getattr(module, "BaseLambdaRuntimeClient", None)
    if "marshaller" in getattr(client, "__dict__", ()):
        client.marshaller = Marshaller()


def handler(event, context):
    return event
