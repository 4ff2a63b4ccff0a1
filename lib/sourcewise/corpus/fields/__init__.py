"""What a text states about itself: outlet, date, headline, author, place, genre."""
