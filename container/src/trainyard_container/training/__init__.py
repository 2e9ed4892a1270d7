"""A training job, from the files of its channels to what it leaves behind."""
