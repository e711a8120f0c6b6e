"""The kinds of step, a folder each: body, reading, answering. `registry` gathers them.

The folder's name is the kind's, and so is that of its template, `templates/steps/<kind>.html`.
"""
