"""What an organisation adds to its reports: name, address, logo, colour, acknowledgement and legal note."""
