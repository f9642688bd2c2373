"""Long work: imports, refreshes and exports, with progress, that survive a restart and can be cancelled."""
