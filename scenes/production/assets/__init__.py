"""What is made of a finished edition: slides, pages, stills, clips for every use."""
