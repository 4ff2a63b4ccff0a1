"""Raw files to tables of articles and passages."""
