"""What a paper needs: figures, tables, findings shown, and the report."""
