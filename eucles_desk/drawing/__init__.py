"""One model for every chart: shapes with colours by role, which the window paints and the report prints."""
