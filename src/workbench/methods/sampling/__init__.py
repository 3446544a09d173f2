"""From samples to one value a site and sampling round, and what control samples say of them."""
