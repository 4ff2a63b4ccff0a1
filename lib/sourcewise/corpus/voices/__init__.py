"""Sentences, quotations, speakers, reported speech: whose words are whose."""
