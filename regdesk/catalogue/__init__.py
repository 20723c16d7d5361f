"""Typed readers of resources/catalogue: data with its source and date, read strictly."""
