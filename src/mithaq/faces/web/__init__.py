"""The web application: pages to read, explore and keep reports, each with its JSON twin, and the same as an API."""
