"""Three thin faces of Desk: command line, watcher, buttons."""
