"""The sign by which the front (config/front) says that it did not read what was sent.

A status in the request's environment: 408 too slow, 413 too large, 503 no room just now.
"""

UNREAD = "steady.unread"
