"""From the files of a laboratory or ministry to clean tables in a store."""
