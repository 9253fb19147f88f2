"""A schedule as a framework's own code: a call that is equal, else its formula."""
