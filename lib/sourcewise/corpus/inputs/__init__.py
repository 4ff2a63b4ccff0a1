"""Files, archives, pages and tables to raw documents."""
