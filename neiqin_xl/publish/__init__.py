"""Projections of the books into files: masters, pages, replies and the outbox."""
