"""The case page: header, six steps and one file for each tab."""
