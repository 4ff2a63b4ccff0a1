"""What stands in a text and is not the article: rules, and the ledger of what they remove."""
