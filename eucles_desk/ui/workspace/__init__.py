"""The criterion workspace: the list of criteria, the judgement of one, and its evidence, side by side."""
