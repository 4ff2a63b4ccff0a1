"""Words of texts: cut, counted, found, weighed; `terms` and `wording` are the doors."""
