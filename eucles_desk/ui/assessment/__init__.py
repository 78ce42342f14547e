"""The page of one open assessment: its header with the steps, and the areas around the criterion workspace."""
