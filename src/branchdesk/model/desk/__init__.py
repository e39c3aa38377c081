"""Records of the desk that are no cases: holds, tombstones, the dated values of the policy."""
