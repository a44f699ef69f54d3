"""The SPARQL server of `kg serve`: questions are answered in processes that can be stopped, pages and protocol around them."""
