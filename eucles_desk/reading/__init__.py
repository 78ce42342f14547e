"""Reading evidence files in a process of its own: the parent's side here, the child's in ``child``."""
