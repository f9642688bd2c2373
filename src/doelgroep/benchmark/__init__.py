"""A published benchmark that anyone can repeat: made-up customers, a seeded mix of segments, and one SQL query per segment as the alternative."""
