"""The authors' inbox: reports of problems by item and by lesson, with their states."""
