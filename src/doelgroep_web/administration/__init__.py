"""Settings: the workspace, people and roles, API keys, the audit log, storage."""
