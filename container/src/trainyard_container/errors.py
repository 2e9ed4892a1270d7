"""The one error whose text is meant for the person who started the job or sent the request."""


class InputError(Exception):
    """What is wrong with the data or the settings, and what to do; shown without a traceback."""
