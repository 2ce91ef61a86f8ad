# pure.py: what echo.c is measured against.
# SPDX-License-Identifier: MIT


def handler(event, context):
    return event
