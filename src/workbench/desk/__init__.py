"""What an analyst uses, in a notebook or a script: stores, reports, results, and a look at them."""
