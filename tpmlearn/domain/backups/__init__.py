"""What a backup is made of: keys, rows in a neutral form, sums over tables, the manifest."""
