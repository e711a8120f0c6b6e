"""What stands between the server's sockets and Django.

It reads each request to its end, with bounds, before one of the few threads is asked to answer it.
"""
