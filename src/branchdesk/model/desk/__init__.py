"""Records of the desk that are no cases: holds, tombstones, revisions of the policy."""
